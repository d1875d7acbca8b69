import { sagemaker } from '../core/aws-packages.ts';
import { Cadence, type Pace } from '../core/cadence.ts';
import type { Clock } from '../core/clock.ts';
import type { LazyClients } from '../core/lazy-clients.ts';
import type { RequestBudget } from '../core/request-budget.ts';
import { type JobDescription, jobStatus } from './job-description.ts';
import { LogTail } from './job-log.ts';
import type { JobLogLine, JobStatusChanged, JobSubmitted, PipelineEvent } from './pipeline-event.ts';

/** A running job, and what is known of it. */
interface Watched extends Pick<JobSubmitted, 'job' | 'stateName'> {
  readonly tail: LogTail;
  readonly cadence: Cadence;
  status: string;
  looks: number;
}

/** Watched activities of jobs, and the pace of looks. */
interface JobWatchOptions {
  readonly clients: LazyClients;
  readonly logs: boolean;
  readonly jobs: boolean;
  readonly pace: Pace;
  readonly budget: RequestBudget;
  readonly clock: Clock;
  readonly random: () => number;
}

/** Looks at a job from one at its status to the next; the others are at its log. */
const LOOKS_PER_STATUS = 3;

/** Reads what jobs do between the events of the history: the lines that they write, and their secondary status. */
export class JobWatch {
  readonly #options: JobWatchOptions;
  readonly #watched = new Map<string, Watched>();

  constructor(options: JobWatchOptions) {
    this.#options = options;
  }

  /** Time of the clock at which the next look is due; infinity while no job runs. */
  get dueAt(): number {
    return this.#dueAt(this.#nextJob());
  }

  /** Reads the last lines of a job before the first event of its end. A redrive starts new jobs: those before it have ended. */
  async *before(event: PipelineEvent, signal?: AbortSignal): AsyncGenerator<PipelineEvent, void, void> {
    if (event.type === 'ExecutionEnded' || event.type === 'ExecutionRedriven') {
      for (const watched of this.#watched.values()) yield* this.#lines(watched, signal);
      this.#watched.clear();
    }
    if (event.type !== 'JobMetric' && (event.type !== 'JobStatusChanged' || event.status === 'InProgress')) return;
    const watched = this.#watched.get(event.job.jobName);
    if (watched !== undefined) yield* this.#lines(watched, signal);
    this.#watched.delete(event.job.jobName);
  }

  /** Begins to watch a job that has been submitted. */
  after(event: PipelineEvent): void {
    const { clients, logs, jobs, pace, clock, random } = this.#options;
    if (event.type !== 'JobSubmitted' || !(logs || jobs)) return;
    const { job, stateName } = event;
    const cadence = new Cadence(pace, clock, random);
    this.#watched.set(job.jobName, { job, stateName, tail: new LogTail(clients, job), cadence, status: '', looks: 0 });
  }

  /** Looks at the job that has waited longest, with one request, if one is due. */
  async *look(signal?: AbortSignal): AsyncGenerator<PipelineEvent, void, void> {
    const { logs, jobs, clock } = this.#options;
    const watched = this.#nextJob();
    if (watched === undefined || clock.now() < this.#dueAt(watched)) return;
    const isForStatus = jobs && (!logs || watched.looks % LOOKS_PER_STATUS === 0);
    watched.looks += 1;
    let found = 0;
    for await (const event of isForStatus ? this.#status(watched, signal) : this.#lines(watched, signal)) {
      found += 1;
      yield event;
    }
    watched.cadence.looked(found > 0);
  }

  #dueAt(watched: Watched | undefined): number {
    return watched ? Math.max(watched.cadence.dueAt, this.#options.budget.affordableAt) : Number.POSITIVE_INFINITY;
  }

  #nextJob(): Watched | undefined {
    let next: Watched | undefined;
    for (const watched of this.#watched.values()) if (!next || watched.cadence.dueAt < next.cadence.dueAt) next = watched;
    return next;
  }

  async *#lines({ job, stateName, tail }: Watched, signal?: AbortSignal): AsyncGenerator<JobLogLine, void, void> {
    if (!this.#options.logs) return;
    const lines = await tail.read((request) => this.#options.budget.send(signal, request));
    for (const line of lines) yield { type: 'JobLogLine', ...line, stateName, job };
  }

  async *#status(watched: Watched, signal?: AbortSignal): AsyncGenerator<JobStatusChanged, void, void> {
    const { job, stateName } = watched;
    const { client, module } = await this.#options.clients.get(sagemaker);
    const description: JobDescription & { readonly LastModifiedTime?: Date | undefined } =
      await this.#options.budget.send<JobDescription>(signal, (options) =>
        job.jobType === 'TrainingJob'
          ? client.send(new module.DescribeTrainingJobCommand({ TrainingJobName: job.jobName }), options)
          : client.send(new module.DescribeProcessingJobCommand({ ProcessingJobName: job.jobName }), options),
      );
    const { SecondaryStatus, LastModifiedTime = new Date() } = description;
    const status = jobStatus(description);
    // The history has the end, in its place among the other events.
    if (status !== 'InProgress' || SecondaryStatus === undefined || SecondaryStatus === watched.status) return;
    watched.status = SecondaryStatus;
    yield { type: 'JobStatusChanged', timestamp: LastModifiedTime, stateName, job, status, secondaryStatus: SecondaryStatus };
  }
}
