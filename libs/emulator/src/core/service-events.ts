/** An event that a service publishes to EventBridge. */
export interface ServiceEvent {
  /** `aws.states`, `aws.s3`, … */
  readonly source: string;
  /** E.g. `Step Functions Execution Status Change`. */
  readonly detailType: string;
  readonly region: string;
  readonly account: string;
  readonly resources: readonly string[];
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** Asked for only where a rule may want the event. */
  readonly detail: () => object | Promise<object>;
}

/**
 * Events of services for EventBridge, within the process. It reaches EventBridge where that has rules: it is up from the start of a server
 * that keeps some, and from the first rule on otherwise. What no one wants costs nothing.
 */
export class ServiceEvents {
  #listener: ((event: ServiceEvent) => void) | undefined;
  #kept: ServiceEvent[] | undefined;

  /** @param expected whether EventBridge is about to listen: events until then are kept for it */
  constructor(expected = false) {
    this.#kept = expected ? [] : undefined;
  }

  /** False where an event would be heard by no one. */
  get heard(): boolean {
    return this.#listener !== undefined || this.#kept !== undefined;
  }

  /** Publishes an event. Called after its change is in the store. */
  publish(event: ServiceEvent): void {
    if (this.#listener !== undefined) this.#listener(event);
    else this.#kept?.push(event);
  }

  /** EventBridge listens from now on. */
  attach(listener: (event: ServiceEvent) => void): void {
    this.#listener = listener;
    const kept = this.#kept ?? [];
    this.#kept = undefined;
    for (const event of kept) listener(event);
  }
}
