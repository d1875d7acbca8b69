import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ContainerCommand,
  type ContainerEnd,
  ContainerError,
  endOf,
  type JobDirectory,
  type JobHost,
  JobProcess,
  jobDirectory,
  makeJobDirectory,
  waitForEnd,
} from '@stepmaker/sagemaker-jobs/container';
import { errorStack } from '../../core/error-text.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Collection } from '../../core/store.ts';
import { JobLog, type LogDestination } from './job-log.ts';
import { publishStatusChange } from './status-events.ts';

/** AWS's words for a failure that is not the user's. */
export const INTERNAL_SERVER_ERROR = 'InternalServerError: We encountered an internal error. Please try again.';

/** Maximum number of restarts of a job whose process vanished without an exit code. */
const MAX_ATTEMPTS = 3;

/** Common fields of processing and training jobs; times in epoch milliseconds. */
export interface JobRecord {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly creationTime: number;
  /** The primary status that waiters watch. */
  status: 'InProgress' | 'Completed' | 'Failed' | 'Stopping' | 'Stopped';
  lastModifiedTime: number;
  failureReason?: string;
  /** Number of the run, from 1. A later run follows a process that vanished. */
  attempt: number;
  /** Where the run stands, so that a new server takes it up there. */
  phase: 'new' | 'running' | 'ended' | 'done';
  /** Start time of the container. */
  containerStartTime?: number;
  logStreamName: string;
  /** End of the container; from phase `ended` on. */
  end?: ContainerEnd;
}

/** Parts of a kind of job in the run of its container. */
export interface JobKind<R extends JobRecord> {
  readonly jobType: 'processing-job' | 'training-job';
  maxRuntimeMillis(record: R): number;
  logDestination(record: R): LogDestination;
  /** Fills a fresh directory with inputs and configuration, and says what to run in it. */
  prepare(record: R, directory: JobDirectory, log: JobLog): Promise<ContainerCommand>;
  onLine(record: R, line: string): void;
  /** Uploads outputs and sets the final status. */
  finish(record: R, directory: JobDirectory, end: ContainerEnd, log: JobLog): Promise<void>;
  /** Sets the final status of a job that SageMaker itself gives up. */
  fail(record: R, reason: string): void;
}

/** Runs the containers of one kind of job to their ends, across restarts of the server. */
export class JobRuns<R extends JobRecord> {
  readonly #runtime: Runtime;
  readonly #host: JobHost;
  readonly #collection: Collection<R>;
  readonly #offsets: Collection<number>;
  readonly #kind: JobKind<R>;
  /** Status of each job that was published last. */
  readonly #published = new Map<string, string>();
  readonly #live = new Map<string, { readonly record: R; readonly stop: AbortController }>();

  constructor(runtime: Runtime, host: JobHost, collection: Collection<R>, kind: JobKind<R>) {
    this.#runtime = runtime;
    this.#host = host;
    this.#collection = collection;
    this.#kind = kind;
    this.#offsets = runtime.store.collection<number>(`sagemaker.${kind.jobType}-log-offset`);
  }

  /** Starts a job, or continues one; returns at once. */
  begin(key: string, record: R): void {
    const stop = new AbortController();
    if (record.status === 'Stopping') stop.abort();
    this.#live.set(key, { record, stop });
    this.#host.background(this.#run(key, record, stop.signal).finally(() => this.#live.delete(key)));
  }

  /** A job's record: the very one that its run works on, while it runs. */
  find(key: string): R | undefined {
    return this.#live.get(key)?.record ?? this.#collection.get(key);
  }

  /** Continues with every job that an earlier process of the server left unfinished. */
  resume(): void {
    for (const { key, value } of this.#collection.list()) if (value.phase !== 'done') this.begin(key, value);
  }

  /** Asks a running job to stop. */
  stop(key: string): void {
    this.#live.get(key)?.stop.abort();
  }

  /** Keeps a change of a record and notifies the waiting callers. */
  save(key: string, record: R): void {
    record.lastModifiedTime = this.#runtime.clock.now();
    this.#collection.put(key, record);
    this.#runtime.jobEvents.emit(record.arn, record.status);
    if (this.#published.get(key) === record.status) return;
    this.#published.set(key, record.status);
    publishStatusChange(this.#runtime, this.#kind.jobType, record, record.status);
  }

  directory(record: R): JobDirectory {
    const names = [`${this.#kind.jobType}s`, record.region, record.name.toLowerCase(), String(record.attempt)];
    // Sockets in a temporary directory may have paths of about a hundred characters only, so this one is not below the job's.
    const tmp = createHash('sha256').update(names.join('/')).digest('hex').slice(0, 12);
    return jobDirectory(join(this.#host.directory, ...names), join(this.#host.directory, 'tmp', tmp));
  }

  async #removeDirectory(record: R): Promise<void> {
    const { path, tmp } = this.directory(record);
    await Promise.all([join(path, '..'), tmp].map((each) => rm(each, { recursive: true, force: true })));
  }

  async #run(key: string, record: R, stop: AbortSignal): Promise<void> {
    let log: JobLog | undefined;
    try {
      const fault = record.phase === 'new' ? this.#runtime.faults.failureOf(this.#kind.jobType) : undefined;
      if (fault !== undefined) throw new ContainerError(fault);
      const destination = this.#kind.logDestination(record);
      const jobLog = new JobLog(this.#runtime, destination, (offset) => this.#offsets.put(key, offset));
      log = jobLog;
      const end = record.end ?? (await this.#container(key, record, jobLog, stop));
      if (end === undefined) return;
      record.end = end;
      record.phase = 'ended';
      this.#collection.put(key, record);
      await this.#kind.finish(record, this.directory(record), end, jobLog);
    } catch (error) {
      if (this.#host.closed) return;
      const byContainer = error instanceof ContainerError;
      if (!byContainer) this.#runtime.log('error', `${record.arn}: ${errorStack(error)}`);
      await log?.close();
      this.#kind.fail(record, byContainer ? error.message : INTERNAL_SERVER_ERROR);
    }
    record.phase = 'done';
    this.save(key, record);
    this.#offsets.delete(key);
    await this.#removeDirectory(record).catch(() => {});
  }

  /** Runs the container to its end; undefined where the server went down meanwhile. */
  async #container(key: string, record: R, log: JobLog, stop: AbortSignal): Promise<ContainerEnd | undefined> {
    while (!this.#host.closed) {
      const taken = record.phase === 'running' ? this.#host.adopt(this.directory(record)) : undefined;
      if (taken === undefined && stop.aborted) return { type: 'stopped' };
      if (taken === undefined && record.phase === 'running' && record.attempt >= MAX_ATTEMPTS) return { type: 'lost' };
      const process = taken ?? (await this.#startAfresh(key, record, log, stop));
      if (process === undefined) return { type: 'stopped' };
      const directory = this.directory(record);
      log.follow(directory.run, this.#offsets.get(key) ?? 0, (line) => this.#kind.onLine(record, line));
      const { clock } = this.#runtime;
      const deadline = (record.containerStartTime as number) + this.#kind.maxRuntimeMillis(record);
      const end =
        process instanceof JobProcess
          ? await waitForEnd(process, { clock, graceMillis: this.#host.stopGraceMillis, stop, deadline })
          : endOf(process);
      await log.close();
      if (this.#host.closed) {
        // Ended by us: the next server runs it again as if for the first time.
        record.phase = 'new';
        this.#collection.put(key, record);
        return undefined;
      }
      if (end.type !== 'lost') return end;
    }
    return undefined;
  }

  async #startAfresh(key: string, record: R, log: JobLog, stop: AbortSignal): Promise<JobProcess | undefined> {
    if (record.phase === 'running') {
      record.attempt += 1;
      log.write('The container was ended from outside; it is run again from its start');
    }
    this.#offsets.delete(key);
    const directory = this.directory(record);
    await this.#removeDirectory(record);
    const command = await this.#kind.prepare(record, makeJobDirectory(directory), log);
    if (stop.aborted) return undefined;
    record.phase = 'running';
    record.containerStartTime = this.#runtime.clock.now();
    this.save(key, record);
    return this.#host.start(directory, command);
  }
}
