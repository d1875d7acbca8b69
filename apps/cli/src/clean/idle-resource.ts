/** Something that costs money and that nobody uses. `clean --json` prints it so. */
export interface IdleResource {
  readonly kind: 'endpoint' | 'training-job' | 'processing-job';
  readonly name: string;
  /** Why it is idle. */
  readonly reason: string;
  /** What bills: `1 × ml.t2.medium`. */
  readonly instances: string;
  readonly stackName: string | null;
}
