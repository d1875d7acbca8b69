import { AwsError } from '../core/aws-error.ts';
import type { Caller } from '../core/caller.ts';
import type { Runtime } from '../core/runtime.ts';

/** An event as GetExecutionHistory gives it, as far as jobs matter. */
export interface JobEvent {
  readonly id: number;
  readonly type: string;
  readonly timestamp: Date | number | string;
  readonly previousEventId?: number;
  readonly taskSubmittedEventDetails?: { readonly output?: string };
}

/** Whether an event of this type is an execution's last. */
export function endsExecution(type: string): boolean {
  return /^Execution(Succeeded|Failed|TimedOut|Aborted)$/u.test(type);
}

/** What a job has written since it was last looked at. */
export interface WrittenLines {
  readonly job: { readonly jobType: 'ProcessingJob' | 'TrainingJob'; readonly jobName: string };
  readonly lines: readonly WrittenLine[];
}

interface WrittenLine {
  readonly eventId: string;
  readonly timestamp: number;
  readonly message: string;
}

/** Who asks, from where, and until when. */
export interface JobLinesOptions {
  readonly caller: Caller;
  /** Of the execution, whose jobs write there. */
  readonly region: string;
  readonly signal: AbortSignal;
}

interface Watched extends Pick<WrittenLines, 'job'> {
  /** Of lines that were given, those as new as the newest. */
  given: ReadonlySet<string>;
  from: number;
  hasEnded: boolean;
}

/** The history is not held back longer than this by logs, in milliseconds. */
const LONGEST_CALL = 2_000;

/** A job's first lines may be this much older than the event of its submission, in milliseconds. */
const HEAD_START = 5_000;

/** The logs of the SageMaker jobs that an execution waits for, as they grow. */
export class JobLines {
  readonly #runtime: Runtime;
  readonly #options: JobLinesOptions;
  /** By the ids of the events that tell of their submission. */
  readonly #watched = new Map<number, Watched>();

  constructor(runtime: Runtime, options: JobLinesOptions) {
    this.#runtime = runtime;
    this.#options = options;
  }

  /** Hears which jobs were submitted, and which have ended. */
  hear(events: readonly JobEvent[]): void {
    for (const { id, type, timestamp, previousEventId = 0, taskSubmittedEventDetails: submitted } of events) {
      const ended = this.#watched.get(previousEventId);
      if (ended !== undefined && type.startsWith('Task')) ended.hasEnded = true;
      if (endsExecution(type)) for (const watched of this.#watched.values()) watched.hasEnded = true;
      const [, kind, jobName] = /:(processing|training)-job\/([^"]+)"/u.exec(submitted?.output ?? '') ?? [];
      if (type !== 'TaskSubmitted' || jobName === undefined) continue;
      const jobType = kind === 'training' ? 'TrainingJob' : 'ProcessingJob';
      const from = new Date(timestamp).getTime() - HEAD_START;
      this.#watched.set(id, { job: { jobType, jobName }, given: new Set(), from, hasEnded: false });
    }
  }

  /**
   * What is new in each job's log; of a job that has ended, for the last time.
   *
   * @throws AwsError where a log cannot be read; the lines that were read before are given
   */
  async *fresh(): AsyncGenerator<WrittenLines, void, void> {
    for (const [id, watched] of this.#watched) {
      const lines = await this.#linesOf(watched);
      if (watched.hasEnded) this.#watched.delete(id);
      if (lines.length > 0) yield { job: watched.job, lines };
    }
  }

  async #linesOf(watched: Watched): Promise<readonly WrittenLine[]> {
    const { jobType, jobName } = watched.job;
    const input = { logGroupName: `/aws/sagemaker/${jobType}s`, logStreamNamePrefix: `${jobName}/`, startTime: watched.from };
    const lines: WrittenLine[] = [];
    let nextToken: string | undefined;
    do {
      const page = await this.#filter({ ...input, nextToken });
      for (const { eventId, timestamp, message } of page.events)
        if (!watched.given.has(eventId)) lines.push({ eventId, timestamp, message });
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    const newest = lines.at(-1)?.timestamp;
    if (newest !== undefined) {
      const same = lines.filter(({ timestamp }) => timestamp === newest).map(({ eventId }) => eventId);
      watched.given = new Set(newest === watched.from ? [...watched.given, ...same] : same);
      watched.from = newest;
    }
    return lines;
  }

  /** Nothing where no job has written yet. */
  async #filter(input: object): Promise<{ readonly events: readonly WrittenLine[]; readonly nextToken?: string }> {
    try {
      const signal = AbortSignal.any([this.#options.signal, AbortSignal.timeout(LONGEST_CALL)]);
      return await this.#runtime.aws.call('logs', 'FilterLogEvents', input, { ...this.#options, signal });
    } catch (error) {
      if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return { events: [] };
      throw error;
    }
  }
}
