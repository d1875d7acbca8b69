import { sagemaker } from '../core/aws-packages.ts';
import type { LazyClients } from '../core/lazy-clients.ts';
import type { Pace, Pacer } from '../core/pacer.ts';
import type { WrittenLines } from './history-feed.ts';
import { type JobDescription, jobStatus } from './job-description.ts';
import { type LogLine, LogTail } from './job-log.ts';
import type { JobLogLine, JobStatusChanged, JobSubmitted, PipelineEvent } from './pipeline-event.ts';

/** Which running job is watched, and how its log is read. */
interface Watched extends Pick<JobSubmitted, 'job' | 'stateName'>, Heard {
  status: string;
  turn: number;
}

/** A job's log, and the lines of it that were told and not yet passed on. */
interface Heard {
  readonly tail: LogTail;
  readonly told: LogLine[];
}

/** Whose jobs are watched, what of them, and how often. */
interface JobWatchOptions {
  readonly clients: LazyClients;
  readonly logs: boolean;
  readonly jobs: boolean;
  readonly pace: Pace;
}

/** What jobs do between the events of the history: their lines and their steps. Costs calls of its own, so only where it is asked for. */
export class JobWatch {
  readonly #clients: LazyClients;
  readonly #logs: boolean;
  readonly #jobs: boolean;
  readonly #intervalMillis: number;
  #looked = 0;
  /** By the names of jobs, from before their submission is passed on. */
  readonly #heard = new Map<string, Heard>();
  readonly #watched = new Map<string, Watched>();

  constructor({ clients, logs, jobs, pace }: JobWatchOptions) {
    this.#clients = clients;
    this.#intervalMillis = pace.first;
    this.#logs = logs;
    this.#jobs = jobs;
  }

  /** Whether somebody tells what jobs write, so that nobody need ask. */
  isTold = false;

  /** What a job has written. */
  hear({ job, lines }: WrittenLines): void {
    const { tail, told } = this.#logOf(job);
    told.push(...tail.heard(lines));
  }

  /** Whether there are jobs to look at. */
  get isBusy(): boolean {
    return this.#watched.size > 0;
  }

  /** What a job still wrote, before the event that tells its end. */
  async *before(event: PipelineEvent, pacer: Pacer, signal?: AbortSignal): AsyncGenerator<PipelineEvent, void, void> {
    if (event.type === 'ExecutionEnded') for (const watched of this.#watched.values()) yield* this.#lines(watched, pacer, signal);
    if (event.type !== 'JobStatusChanged' || event.status === 'InProgress') return;
    const watched = this.#watched.get(event.job.jobName);
    if (watched !== undefined) yield* this.#lines(watched, pacer, signal);
    this.#watched.delete(event.job.jobName);
    this.#heard.delete(event.job.jobName);
  }

  after(event: PipelineEvent): void {
    if (event.type !== 'JobSubmitted' || !(this.#logs || this.#jobs)) return;
    const { job, stateName } = event;
    this.#watched.set(job.jobName, { job, stateName, ...this.#logOf(job), status: '', turn: 0 });
  }

  /** Looks at the running jobs: at the log and at SageMaker in turns, so that one call is added to a look. */
  async *look(pacer: Pacer, signal?: AbortSignal): AsyncGenerator<PipelineEvent, void, void> {
    if (this.isTold) for (const watched of this.#watched.values()) yield* this.#lines(watched, pacer, signal);
    if (!this.isBusy || Date.now() - this.#looked < this.#intervalMillis) return;
    this.#looked = Date.now();
    for (const watched of this.#watched.values()) {
      watched.turn += 1;
      if (!this.#logs || (this.#jobs && watched.turn % 4 === 1)) yield* this.#step(watched, pacer, signal);
      else if (!this.isTold) yield* this.#lines(watched, pacer, signal);
    }
  }

  #logOf(job: JobSubmitted['job']): Heard {
    const heard = this.#heard.get(job.jobName) ?? { tail: new LogTail(this.#clients, job), told: [] };
    this.#heard.set(job.jobName, heard);
    return heard;
  }

  async *#lines(
    { job, stateName, tail, told }: Watched,
    pacer: Pacer,
    signal?: AbortSignal,
  ): AsyncGenerator<JobLogLine, void, void> {
    if (!this.#logs) return;
    const lines = told.splice(0);
    if (!this.isTold) lines.push(...(await tail.read(pacer, signal)));
    for (const line of lines) yield { type: 'JobLogLine', ...line, stateName, job };
  }

  async *#step(watched: Watched, pacer: Pacer, signal?: AbortSignal): AsyncGenerator<JobStatusChanged, void, void> {
    const { job, stateName } = watched;
    const { client, module } = await this.#clients.get(sagemaker);
    const description: JobDescription & { readonly LastModifiedTime?: Date | undefined } = await pacer.look<JobDescription>(
      signal,
      (options) =>
        job.jobType === 'TrainingJob'
          ? client.send(new module.DescribeTrainingJobCommand({ TrainingJobName: job.jobName }), options)
          : client.send(new module.DescribeProcessingJobCommand({ ProcessingJobName: job.jobName }), options),
    );
    const { SecondaryStatus, LastModifiedTime = new Date() } = description;
    const status = jobStatus(description);
    // The end is told by the history, in its place among the other events.
    if (status !== 'InProgress' || SecondaryStatus === undefined || SecondaryStatus === watched.status) return;
    watched.status = SecondaryStatus;
    yield { type: 'JobStatusChanged', timestamp: LastModifiedTime, stateName, job, status, secondaryStatus: SecondaryStatus };
  }
}
