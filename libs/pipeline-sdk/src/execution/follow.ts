import { type Clock, systemClock } from '../core/clock.ts';
import type { LazyClients } from '../core/lazy-clients.ts';
import { RequestBudget } from '../core/request-budget.ts';
import { EventReader, isEnd } from './event-reader.ts';
import type { FollowPace } from './follow-pace.ts';
import type { HistorySource } from './history-source.ts';
import { JobWatch } from './job-watch.ts';
import type { PipelineEvent } from './pipeline-event.ts';
import { PolledHistory } from './polled-history.ts';

/** Options of a follower. */
export interface FollowOptions {
  readonly executionArn: string;
  readonly clients: LazyClients;
  readonly pace: FollowPace;
  readonly signal?: AbortSignal | undefined;
  /** Reads what jobs write, as well. */
  readonly logs: boolean;
  /** Reads what jobs are doing, as well. */
  readonly jobs: boolean;
  /** Returns the time of the last redrive. An end before it is skipped. */
  readonly redriven: () => Date | undefined;
  /** Source of events. @default - GetExecutionHistory */
  readonly source?: HistorySource;
  /** @default - the machine's */
  readonly clock?: Clock;
  /** Jitter, from 0 to 1. @default `Math.random` */
  readonly random?: () => number;
}

/** Everything that happens in an execution, from its start, as it happens. All requests share one budget. */
export async function* follow(options: FollowOptions): AsyncGenerator<PipelineEvent, void, void> {
  const { signal, redriven, clock = systemClock, pace, random = Math.random } = options;
  const budget = new RequestBudget(pace.allowance, clock, random);
  const source = options.source ?? new PolledHistory({ ...options, pace: pace.history, budget, clock, random });
  const watch = new JobWatch({ ...options, pace: pace.jobs, budget, clock, random });
  const reader = new EventReader();
  for (;;) {
    const history = await source.next(watch.dueAt, signal);
    for (const [index, raw] of history.entries()) {
      const isOld = (raw.timestamp ?? new Date(0)) < (redriven() ?? new Date(0));
      if (isEnd(raw) && (isOld || index < history.length - 1)) continue;
      for (const event of reader.read(raw)) {
        yield* watch.before(event, signal);
        yield event;
        watch.after(event);
        if (event.type === 'ExecutionEnded') return;
      }
    }
    yield* watch.look(signal);
  }
}
