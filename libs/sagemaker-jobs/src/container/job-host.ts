import { mkdirSync } from 'node:fs';
import { type ContainerCommand, type JobExit, JobProcess } from '../process/job-process.ts';
import { absolutePython, withUncommonVariables } from './container-environment.ts';
import { type ContainerRoot, inContainerRoot, probeContainerRoot } from './container-root.ts';
import type { JobDirectory } from './job-directory.ts';

/** Options of a host of containers. */
export interface JobHostOptions {
  /** Directory of the host's files. Made when the first container starts. */
  readonly directory: string;
  /** The Python of containers: a path, or a name that is looked for on the `PATH`. */
  readonly pythonPath: string;
  /** Place of `/opt/ml` for containers. @default - probed once, when the first container starts */
  readonly containerRoot?: ContainerRoot | undefined;
  /** Milliseconds from SIGTERM to SIGKILL when a job is stopped. @default 120 000, as in SageMaker training */
  readonly stopGraceMillis?: number | undefined;
}

/** A machine that runs containers as processes: starts, adopts and ends them, and knows which of them live. */
export class JobHost {
  readonly directory: string;
  readonly stopGraceMillis: number;
  /** The Python of containers, by its whole path. */
  readonly pythonPath: string;
  readonly #live = new Set<JobProcess>();
  readonly #background = new Set<Promise<void>>();
  #root: Promise<ContainerRoot> | undefined;
  #closed = false;

  constructor(options: JobHostOptions) {
    this.directory = options.directory;
    this.pythonPath = absolutePython(options.pythonPath);
    this.stopGraceMillis = options.stopGraceMillis ?? 120_000;
    if (options.containerRoot !== undefined) this.#root = Promise.resolve(options.containerRoot);
  }

  /** True once {@link JobHost.close} is called: processes that end from now on were ended by the host. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Place of `/opt/ml` for containers of this host. */
  containerRoot(): Promise<ContainerRoot> {
    if (this.#root === undefined) {
      mkdirSync(this.directory, { recursive: true });
      this.#root = probeContainerRoot(this.directory).catch(() => 'base-dir');
    }
    return this.#root;
  }

  /** Starts a container whose `/opt/ml` is the directory's base. */
  async start(directory: JobDirectory, command: ContainerCommand): Promise<JobProcess> {
    const root = await this.containerRoot();
    if (this.#closed) throw new Error('The job host is closed');
    const inside = inContainerRoot(root, { base: directory.base, scratch: directory.path }, withUncommonVariables(command));
    return this.#keep(JobProcess.start(directory.run, inside));
  }

  /** See {@link JobProcess.adopt}. */
  adopt(directory: JobDirectory): JobProcess | JobExit | undefined {
    const adopted = JobProcess.adopt(directory.run);
    return adopted instanceof JobProcess ? this.#keep(adopted) : adopted;
  }

  /** Adds work that {@link JobHost.close} waits for. The work handles its own failures. */
  background(work: Promise<void>): void {
    this.#background.add(work);
    void work.finally(() => this.#background.delete(work));
  }

  /** Kills every process and its group, and waits for them and for the work in the background. */
  async close(): Promise<void> {
    this.#closed = true;
    const live = [...this.#live];
    for (const each of live) each.kill();
    await Promise.all(live.map((each) => each.exited));
    while (this.#background.size > 0) await Promise.all(this.#background);
  }

  #keep(process: JobProcess): JobProcess {
    this.#live.add(process);
    void process.exited.finally(() => this.#live.delete(process));
    return process;
  }
}
