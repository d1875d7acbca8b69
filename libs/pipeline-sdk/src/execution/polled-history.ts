import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { Cadence, type Pace } from '../core/cadence.ts';
import type { Clock } from '../core/clock.ts';
import type { LazyClients } from '../core/lazy-clients.ts';
import type { RequestBudget } from '../core/request-budget.ts';
import { eventsAfter } from './history.ts';
import type { HistorySource } from './history-source.ts';
import { WaitStates } from './wait-states.ts';

/** Execution whose history is polled, and the pace of looks. */
export interface PolledHistoryOptions {
  readonly executionArn: string;
  readonly clients: LazyClients;
  readonly pace: Pace;
  readonly budget: RequestBudget;
  readonly clock: Clock;
  readonly random: () => number;
}

/** Events by GetExecutionHistory: a request a look, of which there are as many as pace and budget allow. */
export class PolledHistory implements HistorySource {
  readonly #options: PolledHistoryOptions;
  readonly #cadence: Cadence;
  readonly #waits = new WaitStates();
  #lastId = 0;

  constructor(options: PolledHistoryOptions) {
    this.#options = options;
    this.#cadence = new Cadence(options.pace, options.clock, options.random);
  }

  async next(until: number, signal?: AbortSignal): Promise<readonly HistoryEvent[]> {
    const { executionArn, clients, budget, clock } = this.#options;
    const dueAt = Math.max(this.#waits.adjust(this.#cadence.dueAt), budget.affordableAt);
    await clock.sleep(Math.max(0, Math.min(dueAt, until) - clock.now()), signal);
    if (dueAt > until) return [];
    const events = await eventsAfter(clients, executionArn, this.#lastId, (request) => budget.send(signal, request));
    this.#lastId = events.at(-1)?.id ?? this.#lastId;
    this.#cadence.looked(events.length > 0);
    this.#waits.read(events, clock.now());
    return events;
  }
}
