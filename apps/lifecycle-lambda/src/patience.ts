/** How long one invocation may go on waiting. */
export interface Patience {
  /** Waits a few seconds. */
  readonly pause: () => Promise<unknown>;
  /** True when this invocation must come to an end; another one goes on. */
  readonly isOver: () => boolean;
}
