import { type FilterLogEventsCommandInput, ResourceNotFoundException } from '@aws-sdk/client-cloudwatch-logs';
import { type GetExecutionHistoryCommandInput, type HistoryEvent, SFNClient } from '@aws-sdk/client-sfn';
import type { AwsClient } from '../../src/core/client-options.ts';
import type { HistorySource } from '../../src/execution/history-source.ts';
import type { ScriptedRun } from './run.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** The day on which scripted runs start: the clocks of AWS and of the follower have nothing in common. */
const START = Date.parse('2026-01-01T00:00:00Z');

/** Milliseconds of a request, half of them until it is answered. */
const LATENCY = 10;

/** An AWS on which one execution runs: at each moment, it shows what has happened by then. */
export class ScriptedAws {
  readonly #clock: VirtualClock;
  readonly #startedAt: number;
  readonly #run: ScriptedRun;
  /** Requests so far: what was called, and when. */
  readonly requests: { readonly operation: string; readonly at: number }[] = [];
  /** As many of the next requests are throttled. */
  throttled = 0;

  constructor(clock: VirtualClock, { events, lines }: ScriptedRun) {
    this.#clock = clock;
    this.#startedAt = clock.now();
    const shifted = events.map((event) => ({ ...event, timestamp: new Date(START + Number(event.timestamp)) }));
    this.#run = { events: shifted, lines };
  }

  /** Milliseconds since the execution's start. */
  get now(): number {
    return this.#clock.now() - this.#startedAt;
  }

  /** How long ago something happened. */
  delayOf({ timestamp }: { readonly timestamp: Date }): number {
    return this.now - (timestamp.getTime() - START);
  }

  get clients(): { sfn: SFNClient; cloudwatchLogs: AwsClient; sagemaker: AwsClient } {
    const answer = (commands: Readonly<Record<string, (input: never) => object>>): AwsClient['send'] => {
      return async (command: { readonly input: unknown }) => {
        const name = command.constructor.name.replace(/Command$/, '');
        this.requests.push({ operation: name, at: this.now });
        await this.#clock.sleep(LATENCY / 2);
        const isThrottled = this.throttled > 0;
        if (isThrottled) this.throttled -= 1;
        const output = isThrottled ? undefined : commands[name]?.(command.input as never);
        await this.#clock.sleep(LATENCY / 2);
        if (isThrottled) throw Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
        if (output === undefined) throw new Error(`${name} is not expected`);
        return output;
      };
    };
    const sfn = new SFNClient({ region: 'us-east-1' });
    sfn.send = answer({ GetExecutionHistory: (input) => this.#history(input) }) as typeof sfn.send;
    return {
      sfn,
      cloudwatchLogs: { send: answer({ FilterLogEvents: (input) => this.#lines(input) }) },
      sagemaker: { send: answer({ DescribeTrainingJob: () => this.#trainingJob() }) },
    };
  }

  /** A source that hands events over in the moment in which they happen, as a feed would. */
  get feed(): HistorySource {
    let given = 0;
    return {
      next: async (until, signal) => {
        const next = this.#run.events[given];
        const happensAt = this.#startedAt + Number(next?.timestamp) - START;
        await this.#clock.sleep(Math.max(0, Math.min(happensAt, until) - this.#clock.now()), signal);
        const fresh = this.#happened().slice(given);
        given += fresh.length;
        return fresh;
      },
    };
  }

  #happened(): readonly HistoryEvent[] {
    return this.#run.events.filter(({ timestamp }) => Number(timestamp) - START <= this.now);
  }

  #history({ maxResults = 100, nextToken = '0' }: GetExecutionHistoryCommandInput): object {
    const newestFirst = this.#happened().toReversed();
    const from = Number(nextToken);
    const events = newestFirst.slice(from, from + maxResults);
    return { events, ...(from + maxResults < newestFirst.length && { nextToken: String(from + maxResults) }) };
  }

  #lines({ logStreamNamePrefix = '', startTime = 0 }: FilterLogEventsCommandInput): object {
    const written = this.#run.lines.filter(({ at, jobName }) => at <= this.now && logStreamNamePrefix === `${jobName}/`);
    if (written.length === 0) throw new ResourceNotFoundException({ message: 'No such log group', $metadata: {} });
    const events = written.map(({ at, message }, index) => ({ eventId: `${index}`, timestamp: START + at, message }));
    return { events: events.filter(({ timestamp }) => timestamp >= startTime) };
  }

  #trainingJob(): object {
    return {
      TrainingJobStatus: 'InProgress',
      SecondaryStatus: this.now < 1000 ? 'Downloading' : 'Training',
      LastModifiedTime: new Date(START + this.now),
    };
  }
}
