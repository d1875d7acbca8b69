/** A resource that costs money and is not used. `clean --json` prints it so. */
export interface IdleResource {
  readonly kind: 'endpoint' | 'training-job' | 'processing-job';
  readonly name: string;
  /** Why it is idle. */
  readonly reason: string;
  /** Billed instances: `1 × ml.t2.medium`. */
  readonly instances: string;
  readonly stackName: string | null;
}
