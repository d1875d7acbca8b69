import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { sfn } from '../core/aws-packages.ts';
import { customEndpoint, isLoopback } from '../core/console-url.ts';
import type { LazyClients } from '../core/lazy-clients.ts';
import { type Pace, Pacer } from '../core/pacer.ts';
import { EventReader, isEnd } from './event-reader.ts';
import { eventsAfter } from './history.ts';
import { type FeedLine, historyFeed } from './history-feed.ts';
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
  const { signal, redriven } = options;
  const reader = new EventReader();
  const pacer = new Pacer(options.pace);
  const watch = new JobWatch(options);
  for await (const history of looks(options, pacer, watch)) {
    for (const [index, raw] of history.entries()) {
      const isOld = (raw.timestamp ?? new Date(0)) < (redriven() ?? new Date(0));
      if (isEnd(raw) && (isOld || index < history.length - 1)) continue;
      for (const event of reader.read(raw)) {
        yield* watch.before(event, pacer, signal);
        yield event;
        watch.after(event);
        if (event.type === 'ExecutionEnded') return;
      }
    }
    yield* watch.look(pacer, signal);
  }
}

/** The history, a look at a time: what is new in it, which may be nothing. */
async function* looks(options: FollowOptions, pacer: Pacer, watch: JobWatch): AsyncGenerator<HistoryEvent[], void, void> {
  const { executionArn, clients, signal } = options;
  let lastId = 0;
  const endpoint = customEndpoint(clients.options);
  if (isLoopback(endpoint) && clients.options.clients?.sfn === undefined && !(await isRole(clients))) {
    const ending = new AbortController();
    const feed = historyFeed({
      endpoint,
      executionArn,
      logs: options.logs,
      signal: AbortSignal.any([ending.signal, ...(signal ? [signal] : [])]),
    });
    try {
      for await (const told of withTicks(feed, options.pace.first, watch)) {
        const history = Array.isArray(told) ? told : [];
        if ('logs' in told) watch.isTold = told.logs;
        else if ('lines' in told) watch.hear(told);
        lastId = history.at(-1)?.id ?? lastId;
        yield history;
      }
    } finally {
      watch.isTold = false;
      // Whoever stops following does not wait for the next event.
      ending.abort();
    }
  }
  for (;;) {
    const history = await eventsAfter(clients, executionArn, lastId, pacer, signal);
    lastId = history.at(-1)?.id ?? lastId;
    if (history.length > 0) pacer.moved();
    yield history;
    await pacer.next(signal);
  }
}

/** Whether the calls are a role's: what a role may read, its policies say, and the embedded AWS minds them in its API alone. */
async function isRole(clients: LazyClients): Promise<boolean> {
  const { client } = await clients.get(sfn);
  const { sessionToken } = await client.config.credentials();
  return sessionToken !== undefined;
}

/** What a feed gives, and nothing now and then while it gives nothing and there are jobs to look at. */
async function* withTicks(
  feed: AsyncGenerator<FeedLine, void, void>,
  intervalMillis: number,
  watch: JobWatch,
): AsyncGenerator<FeedLine, void, void> {
  let next = feed.next();
  for (;;) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tick = new Promise<undefined>((resolve) => {
      if (watch.isBusy) timer = setTimeout(() => resolve(undefined), intervalMillis);
    });
    const given = await Promise.race([next, tick]).finally(() => clearTimeout(timer));
    if (given === undefined) {
      yield [];
      continue;
    }
    if (given.done) return;
    next = feed.next();
    // An error is told when its turn comes.
    next.catch(() => {});
    yield given.value;
  }
}
