/** A change of the status of a job, which a `.sync` integration waits for: a SageMaker job or a nested execution. */
export interface JobEvent {
  /** The job's full ARN. */
  readonly arn: string;
  /** The new status in the words of the service's Describe operation, e.g. `Completed` or `SUCCEEDED`. */
  readonly status: string;
}

/**
 * Publishes, within the process, that a job has changed its status: what EventBridge's managed rules do for Step Functions on AWS.
 * A service emits after the change is in the store, so that a listener that describes the job sees it.
 *
 * One per {@link Runtime}. It keeps nothing: whoever subscribes looks at the job's present status first.
 */
export class JobEvents {
  readonly #listeners = new Map<string, Set<(event: JobEvent) => void>>();

  /** Calls the listeners of this job, in the order in which they subscribed. */
  emit(arn: string, status: string): void {
    const listeners = this.#listeners.get(arn);
    if (listeners === undefined) return;
    for (const listener of [...listeners]) listener({ arn, status });
  }

  /** Receives every change of one job, until the function that it returns is called. */
  subscribe(arn: string, listener: (event: JobEvent) => void): () => void {
    const listeners = this.#listeners.get(arn) ?? new Set();
    this.#listeners.set(arn, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(arn) === listeners) this.#listeners.delete(arn);
    };
  }
}
