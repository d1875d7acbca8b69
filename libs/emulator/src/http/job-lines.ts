import { AwsError } from '../core/aws-error.ts';
import type { Caller } from '../core/caller.ts';
import type { Runtime } from '../core/runtime.ts';

/** An event as GetExecutionHistory gives it, as far as jobs matter. */
export interface JobEvent {
  readonly id: number;
  readonly type: string;
  readonly previousEventId?: number;
  readonly taskSubmittedEventDetails?: { readonly output?: string };
}

/** What a job has written since it was last looked at. */
export interface WrittenLines {
  readonly job: { readonly jobType: 'ProcessingJob' | 'TrainingJob'; readonly jobName: string };
  readonly lines: readonly { readonly eventId: string; readonly timestamp: number; readonly message: string }[];
}

interface Watched extends Pick<WrittenLines, 'job'> {
  /** Of lines that were given, those as new as the newest. */
  given: ReadonlySet<string>;
  from: number;
  hasEnded: boolean;
}

/** The logs of the SageMaker jobs that an execution waits for, as they grow. */
export class JobLines {
  readonly #runtime: Runtime;
  readonly #caller: Caller;
  /** By the ids of the events that tell of their submission. */
  readonly #watched = new Map<number, Watched>();

  constructor(runtime: Runtime, caller: Caller) {
    this.#runtime = runtime;
    this.#caller = caller;
  }

  /** Hears which jobs were submitted, and which have ended. */
  hear(events: readonly JobEvent[]): void {
    for (const { id, type, previousEventId = 0, taskSubmittedEventDetails: submitted } of events) {
      const ended = this.#watched.get(previousEventId);
      if (ended !== undefined && type.startsWith('Task')) ended.hasEnded = true;
      const [, kind, jobName] = /:(processing|training)-job\/([^"]+)"/u.exec(submitted?.output ?? '') ?? [];
      if (type !== 'TaskSubmitted' || jobName === undefined) continue;
      const jobType = kind === 'training' ? 'TrainingJob' : 'ProcessingJob';
      this.#watched.set(id, { job: { jobType, jobName }, given: new Set(), from: 0, hasEnded: false });
    }
  }

  /** What is new in each job's log; of a job that has ended, for the last time. */
  async fresh(): Promise<readonly WrittenLines[]> {
    const found: WrittenLines[] = [];
    for (const [id, watched] of this.#watched) {
      const lines = await this.#linesOf(watched);
      if (lines.length > 0) found.push({ job: watched.job, lines });
      if (watched.hasEnded) this.#watched.delete(id);
    }
    return found;
  }

  async #linesOf(watched: Watched): Promise<WrittenLines['lines']> {
    const { jobType, jobName } = watched.job;
    const input = { logGroupName: `/aws/sagemaker/${jobType}s`, logStreamNamePrefix: `${jobName}/`, startTime: watched.from };
    const lines: WrittenLines['lines'][number][] = [];
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

  /** Nothing where the job has not written yet. */
  async #filter(input: object): Promise<{ readonly events: WrittenLines['lines']; readonly nextToken?: string }> {
    try {
      return await this.#runtime.aws.call('logs', 'FilterLogEvents', input, { caller: this.#caller });
    } catch (error) {
      if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return { events: [] };
      throw error;
    }
  }
}
