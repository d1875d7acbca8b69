import { describe, expect, it } from 'vitest';
import { quantile } from '../../bench/figures.ts';
import { LazyClients } from '../../src/core/lazy-clients.ts';
import { type FollowOptions, follow } from '../../src/execution/follow.ts';
import { followPace } from '../../src/execution/follow-pace.ts';
import type { HistorySource } from '../../src/execution/history-source.ts';
import type { PipelineEvent } from '../../src/execution/pipeline-event.ts';
import { pipelineRun, RunScript, type ScriptedRun } from './run.ts';
import { ScriptedAws } from './scripted-aws.ts';
import { seeded, VirtualClock } from './virtual-clock.ts';

const EXECUTION = 'arn:aws:states:us-east-1:000000000000:execution:m:e';

/** An event as the follower delivered it. */
interface Delivery {
  readonly event: PipelineEvent;
  /** Milliseconds from the event to its delivery. */
  readonly delay: number;
  /** Milliseconds from the execution's start to the delivery. */
  readonly at: number;
}

interface Followed {
  readonly aws: ScriptedAws;
  readonly deliveries: readonly Delivery[];
  readonly requestsPerSecond: number;
}

type Wanted = Partial<Pick<FollowOptions, 'logs' | 'jobs' | 'redriven' | 'signal'>> & {
  readonly seed?: number;
  readonly throttled?: number;
  readonly sourceOf?: (aws: ScriptedAws) => HistorySource;
};

/** Follows a run from its start to its end. */
async function followed(run: ScriptedRun, wanted: Wanted = {}): Promise<Followed> {
  const { logs = false, jobs = false, seed = 1, throttled = 0, sourceOf, redriven = () => undefined, signal } = wanted;
  const clock = new VirtualClock();
  const aws = new ScriptedAws(clock, run);
  aws.throttled = throttled;
  const { clients } = aws;
  const deliveries: Delivery[] = [];
  const events = follow({
    executionArn: EXECUTION,
    clients: LazyClients.of({ clients }),
    pace: followPace({ watchesJobs: logs || jobs }),
    logs,
    jobs,
    redriven,
    clock,
    random: seeded(seed),
    signal,
    ...(sourceOf && { source: sourceOf(aws) }),
  });
  for await (const event of events) deliveries.push({ event, delay: aws.delayOf(event), at: aws.now });
  return { aws, deliveries, requestsPerSecond: aws.requests.length / (aws.now / 1000) };
}

function textOf({ event }: Delivery): string {
  const { type } = event;
  if (type === 'JobLogLine') return `line ${event.message}`;
  return 'stateName' in event ? `${type} ${event.stateName}` : type;
}

/** Milliseconds of each delivery. */
function delaysOf(deliveries: readonly Delivery[]): number[] {
  return deliveries.map(({ delay }) => delay);
}

/** Every source of events that a follower can have. */
const sources: readonly { readonly name: string; readonly sourceOf?: (aws: ScriptedAws) => HistorySource }[] = [
  { name: 'GetExecutionHistory' },
  { name: 'a feed', sourceOf: (aws) => aws.feed },
];

describe.each(sources)('following an execution through $name', ({ sourceOf }) => {
  const source = sourceOf ? { sourceOf } : {};

  it('delivers each event once and in order', async () => {
    const { deliveries } = await followed(new RunScript().job('Train', 3000).wait(2000).end(), source);

    expect(deliveries.map(textOf)).toEqual([
      'ExecutionStarted',
      'StateEntered Train',
      'JobSubmitted Train',
      'JobStatusChanged Train',
      'JobMetric Train',
      'JobStatusChanged Train',
      'StateExited Train',
      'StateEntered Wait',
      'StateExited Wait',
      'ExecutionEnded',
    ]);
  });

  it('delivers each line of a job once, between the start and the end of the job', async () => {
    const run = new RunScript().job('Train', 9000, [0.2, 0.5, 1]).end();

    const { deliveries } = await followed(run, { ...source, logs: true });

    expect(deliveries.map(textOf).filter((text) => /^line|^Job|^StateExited/.test(text))).toEqual([
      'JobSubmitted Train',
      'JobStatusChanged Train',
      'line Train 0.2',
      'line Train 0.5',
      'line Train 1',
      'JobMetric Train',
      'JobStatusChanged Train',
      'StateExited Train',
    ]);
  });

  it('delivers each secondary status of a training job once', async () => {
    const { deliveries } = await followed(new RunScript().job('Train', 9000).end(), { ...source, jobs: true });

    const statuses = deliveries.flatMap(({ event }) => (event.type === 'JobStatusChanged' ? [event.secondaryStatus] : []));
    expect(statuses).toEqual([undefined, 'Downloading', 'Training', undefined]);
  });

  it('follows beyond an end that a redrive undid', async () => {
    const run = new RunScript()
      .task('First', 100)
      .event('ExecutionFailed', { executionFailedEventDetails: { error: 'E' } })
      .event('ExecutionRedriven', { executionRedrivenEventDetails: { redriveCount: 1 } }, 4000)
      .task('Second', 100)
      .end();

    const { deliveries } = await followed(run, { ...source, redriven: () => new Date('2026-01-01T00:00:04Z') });

    expect(deliveries.map(textOf).filter((text) => text.startsWith('Execution'))).toEqual([
      'ExecutionStarted',
      'ExecutionRedriven',
      'ExecutionEnded',
    ]);
  });

  it('stops watching the jobs of an aborted run when the execution is redriven', async () => {
    const run = new RunScript()
      .abortedJob('Train', 4000, [0.5, 1])
      .event('ExecutionRedriven', { executionRedrivenEventDetails: { redriveCount: 1 } }, 1000)
      .task('Second', 30_000)
      .end();

    const { aws, deliveries } = await followed(run, { ...source, logs: true, redriven: () => new Date('2026-01-01T00:00:05Z') });

    const texts = deliveries.map(textOf).filter((text) => /^line|^Execution/.test(text));
    expect(texts).toEqual(['ExecutionStarted', 'line Train 0.5', 'line Train 1', 'ExecutionRedriven', 'ExecutionEnded']);
    const logRequests = aws.requests.filter(({ operation }) => operation === 'FilterLogEvents');
    expect(logRequests.length).toBeGreaterThan(0);
    expect(logRequests.filter(({ at }) => at > 8000)).toEqual([]);
  });

  it('throws the reason of a signal that is aborted', async () => {
    const run = new RunScript().job('Train', 60_000).end();

    await expect(followed(run, { ...source, signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  });
});

describe('following a run of the pipeline', () => {
  /** Runs of which no two are alike: on fast and slow machines, and with all kinds of jitter. */
  const runs = Array.from({ length: 60 }, (_, index) => ({ run: pipelineRun(0.8 + index / 20), seed: index }));

  it('delivers within 300 ms while events come, with at most two requests per second', async () => {
    const all: Delivery[] = [];
    const inBursts: Delivery[] = [];
    for (const { run, seed } of runs) {
      const { deliveries, requestsPerSecond } = await followed(run, { seed });
      all.push(...deliveries);
      const looks = [...new Set(deliveries.map(({ at }) => at))];
      const isInBurst = ({ at, delay }: Delivery): boolean =>
        looks.some((look) => look <= at - delay && at - delay <= look + 500);
      inBursts.push(...deliveries.filter(isInBurst));
      expect(requestsPerSecond).toBeLessThanOrEqual(2);
    }

    expect(quantile(delaysOf(inBursts), 0.95)).toBeLessThanOrEqual(300);
    expect(quantile(delaysOf(all), 0.5)).toBeLessThanOrEqual(100);
    expect(quantile(delaysOf(all), 1)).toBeLessThanOrEqual(700);
  });

  it('with log lines delivers within 1.5 s, with at most two requests per second', async () => {
    const all: Delivery[] = [];
    for (const { run, seed } of runs) {
      const { deliveries, requestsPerSecond } = await followed(run, { seed, logs: true });
      all.push(...deliveries);
      expect(requestsPerSecond).toBeLessThanOrEqual(2);
    }

    expect(quantile(delaysOf(all), 0.5)).toBeLessThanOrEqual(300);
    expect(quantile(delaysOf(all), 0.95)).toBeLessThanOrEqual(1500);
  });
});

describe('looks at GetExecutionHistory', () => {
  it('take one request each, however long the history is', async () => {
    const { aws } = await followed(new RunScript().passes(900).job('Train', 5000).end());

    const [first, second, ...others] = aws.requests.map(({ at }) => at);
    // The first look reads 1,809 events on two pages.
    expect([first, second]).toEqual([0, 10]);
    expect(Math.min(...others.map((at, index) => at - (others[index - 1] ?? 10)))).toBeGreaterThan(200);
  });

  it('come once a second in a Wait state, just after the whole seconds', async () => {
    const { aws, deliveries } = await followed(new RunScript().wait(6000).end());

    expect(aws.requests.map(({ at }) => Math.round(at / 100) / 10)).toEqual([0, 1.1, 2.1, 3.1, 4.1, 5.1, 6.1]);
    expect(deliveries.at(-1)?.delay).toBeLessThan(150);
  });

  it('do not wait for a Wait state while another branch has a task', async () => {
    const run = new RunScript().enter('Task', 'Call').wait(1000).exit('Task', 'Call').end();

    const { aws } = await followed(run);

    expect(aws.requests.filter(({ at }) => at > 0 && at < 1000)).toHaveLength(2);
  });

  it('become rare while a job runs for long', async () => {
    const { deliveries, requestsPerSecond } = await followed(new RunScript().job('Train', 1_200_000).end());

    expect(requestsPerSecond).toBeLessThan(0.2);
    expect(Math.max(...delaysOf(deliveries))).toBeLessThan(10_100);
  });

  it('stay within two requests per second where events never cease', async () => {
    const run = new RunScript();
    for (let index = 0; index < 500; index++) run.task('Short', 120);

    const { requestsPerSecond } = await followed(run.end());

    expect(requestsPerSecond).toBeLessThanOrEqual(2);
  });

  it('are made again after growing pauses when AWS throttles them', async () => {
    const { aws, deliveries } = await followed(new RunScript().job('Train', 60_000).end(), { throttled: 5 });

    const pauses = aws.requests.slice(1, 6).map(({ at }, index) => at - (aws.requests[index]?.at ?? 0));
    expect(pauses).toEqual(pauses.toSorted((one, other) => one - other));
    expect(pauses.at(-1)).toBeGreaterThan(8_000);
    expect(deliveries.at(-1)?.event.type).toBe('ExecutionEnded');
  });
});
