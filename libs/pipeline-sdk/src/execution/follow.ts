import type { LazyClients } from '../core/lazy-clients.ts';
import { type Pace, Pacer } from '../core/pacer.ts';
import { EventReader, isEnd } from './event-reader.ts';
import { eventsAfter } from './history.ts';
import { JobWatch } from './job-watch.ts';
import type { PipelineEvent } from './pipeline-event.ts';

/** What is followed, and how closely. */
export interface FollowOptions {
  readonly executionArn: string;
  readonly clients: LazyClients;
  readonly pace: Pace;
  readonly signal?: AbortSignal | undefined;
  /** Reads what jobs write, as well. */
  readonly logs: boolean;
  /** Asks SageMaker what jobs are doing, as well. */
  readonly jobs: boolean;
  /** An end before this is not the end: the execution has been started again. */
  readonly redriven: () => Date | undefined;
}

/** What happens in an execution, from its start, as it happens. */
export async function* follow(options: FollowOptions): AsyncGenerator<PipelineEvent, void, void> {
  const { executionArn, clients, signal, redriven } = options;
  const reader = new EventReader();
  const pacer = new Pacer(options.pace);
  const watch = new JobWatch(options);
  let lastId = 0;
  for (;;) {
    const history = await eventsAfter(clients, executionArn, lastId, pacer, signal);
    for (const [index, raw] of history.entries()) {
      lastId = raw.id ?? lastId;
      const isLast = index === history.length - 1 && !((raw.timestamp ?? new Date(0)) < (redriven() ?? new Date(0)));
      if (isEnd(raw) && !isLast) continue;
      for (const event of reader.read(raw)) {
        yield* watch.before(event, pacer, signal);
        yield event;
        watch.after(event);
        if (event.type === 'ExecutionEnded') return;
      }
    }
    if (history.length > 0) pacer.moved();
    yield* watch.look(pacer, signal);
    await pacer.next(signal);
  }
}
