import { mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ContainerError } from '../container/container-error.ts';
import type { ContainerPorts } from '../container/container-ports.ts';
import { type JobDirectory, jobDirectory, makeJobDirectory } from '../container/job-directory.ts';
import { JobHost } from '../container/job-host.ts';
import { findPython } from '../container/local-python.ts';
import type { ObjectStore } from '../data/object-store.ts';
import { systemClock } from '../process/clock.ts';
import { type ContainerEnd, waitForEnd } from '../process/container-end.ts';
import type { ContainerCommand, JobProcess } from '../process/job-process.ts';
import { LogFile } from '../process/log-file.ts';
import type { JobResult, RunOptions } from './run-options.ts';

/** The end of a job's container, and why the job failed. */
interface JobEnd {
  readonly end: ContainerEnd;
  /** @default - the job did not fail */
  readonly failureReason?: string | undefined;
}

const NEVER = new AbortController().signal;

/** One container in a directory that belongs to it, from its preparation to its end. */
export class ContainerRun {
  readonly directory: JobDirectory;
  readonly log: string[] = [];
  readonly signal: AbortSignal;
  readonly #host: JobHost;
  readonly #options: RunOptions;
  #file: LogFile | undefined;
  #stopKilling: () => void = () => {};

  private constructor(directory: JobDirectory, options: RunOptions) {
    this.directory = directory;
    this.signal = options.signal ?? NEVER;
    this.#options = options;
    const { python, containerRoot, stopGraceMillis } = options;
    this.#host = new JobHost({ directory: directory.path, pythonPath: findPython(python), containerRoot, stopGraceMillis });
  }

  /** Makes the directory of a run. @throws Error where it is not empty */
  static async open(options: RunOptions): Promise<ContainerRun> {
    const path = options.directory === undefined ? await mkdtemp(join(tmpdir(), 'sagemaker-job-')) : resolve(options.directory);
    await mkdir(path, { recursive: true });
    if ((await readdir(path)).length > 0)
      throw new Error(`The directory ${path} is not empty. Pass a new directory for each run.`);
    return new ContainerRun(makeJobDirectory(jobDirectory(path)), options);
  }

  /** The ports of the container, over an object store. */
  ports(store: ObjectStore): ContainerPorts {
    return { directory: this.directory, pythonPath: this.#host.pythonPath, store, log: (line) => this.#write(line) };
  }

  /** Starts a command and follows its log. The process is killed where yours exits first. */
  async start(command: ContainerCommand): Promise<JobProcess> {
    const started = await this.#host.start(this.directory, command);
    const kill = (): void => started.kill();
    process.once('exit', kill);
    this.#stopKilling = () => process.off('exit', kill);
    this.#file = LogFile.follow(this.directory.run, 0, (line) => this.#write(line));
    return started;
  }

  /** Runs a command to its end, or until the signal stops it. */
  async toEnd(command: ContainerCommand): Promise<ContainerEnd> {
    if (this.signal.aborted) return { type: 'stopped' };
    return this.waitForEnd(await this.start(command), this.signal);
  }

  /** Waits until a process has ended, by itself or by `stop`. The whole log is read then. */
  async waitForEnd(started: JobProcess, stop: AbortSignal): Promise<ContainerEnd> {
    const end = await waitForEnd(started, { clock: systemClock, graceMillis: this.#host.stopGraceMillis, stop });
    await this.close();
    return end;
  }

  /** The result of a job. A failure of the job is in the result; a failure of the runner is thrown. */
  async result(work: () => Promise<JobEnd>): Promise<JobResult> {
    const { log } = this;
    const directory = this.directory.path;
    try {
      const { end, failureReason } = await work();
      if (end.type === 'lost') throw new ContainerError('InternalServerError: The container was killed from outside');
      const exitCode = end.type === 'exited' ? { exitCode: end.code } : {};
      if (failureReason !== undefined) return { status: 'Failed', ...exitCode, failureReason, log, directory };
      return { status: end.type === 'exited' ? 'Completed' : 'Stopped', ...exitCode, log, directory };
    } catch (error) {
      if (error instanceof ContainerError) return { status: 'Failed', failureReason: error.message, log, directory };
      throw error;
    } finally {
      await this.close();
    }
  }

  /** Kills the process where it still runs, and reads the rest of its log. */
  async close(): Promise<void> {
    await this.#host.close();
    this.#file?.close();
    this.#file = undefined;
    this.#stopKilling();
  }

  #write(line: string): void {
    this.log.push(line);
    this.#options.onLine?.(line);
  }
}
