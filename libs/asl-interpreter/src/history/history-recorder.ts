import type { HistoryEvent, HistoryEventType } from './history-event.ts';

/** Maximum number of events in a Standard execution's history: the last one says that the limit was reached. */
export const MAX_EVENTS = 25_000;

/** Thrown when a history is full; the execution ends with it. */
export class HistoryFull {}

/** The details of an event under the name that the API has for them. */
export type EventDetails = Omit<HistoryEvent, 'id' | 'previousEventId' | 'timestamp' | 'type'>;

/** Writes the events of one execution. */
export class HistoryRecorder {
  /** The time of the turn. */
  now = 0;
  readonly #bounded: boolean;
  #events: HistoryEvent[] = [];
  #nextId = 1;

  constructor(bounded: boolean) {
    this.#bounded = bounded;
  }

  /** Events since this was last asked. */
  take(): HistoryEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  /** Writes an event. @throws HistoryFull @returns its id */
  add(type: HistoryEventType, previousEventId: number, details?: EventDetails): number {
    const id = this.#claim();
    const { now: timestamp } = this;
    this.#events.push(
      details === undefined ? { id, previousEventId, timestamp, type } : { id, previousEventId, timestamp, type, ...details },
    );
    return id;
  }

  /** Writes the event that ends an execution: there is always room for it. */
  addLast(type: HistoryEventType, previousEventId: number, details: EventDetails): number {
    const id = this.#nextId++;
    this.#events.push({ id, previousEventId, timestamp: this.now, type, ...details });
    return id;
  }

  entered(type: HistoryEventType, previousEventId: number, name: string, input: string): number {
    const id = this.#claim();
    this.#events.push({ id, previousEventId, timestamp: this.now, type, stateEnteredEventDetails: { name, input } });
    return id;
  }

  exited(
    type: HistoryEventType,
    previousEventId: number,
    name: string,
    output: string,
    assignedVariables: Readonly<Record<string, string>> | undefined,
  ): number {
    const id = this.#claim();
    const stateExitedEventDetails = assignedVariables === undefined ? { name, output } : { name, output, assignedVariables };
    this.#events.push({ id, previousEventId, timestamp: this.now, type, stateExitedEventDetails });
    return id;
  }

  #claim(): number {
    if (this.#bounded && this.#nextId >= MAX_EVENTS) throw new HistoryFull();
    return this.#nextId++;
  }
}
