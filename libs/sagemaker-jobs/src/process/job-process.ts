import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import type { Clock } from './clock.ts';
import { isAlive, type ProcessIdentity, readExitCode, readProcessIdentity, SUPERVISOR_SCRIPT } from './supervisor.ts';
import { watchDirectory } from './watch-directory.ts';

/** Command of a container: an executable with its arguments, its whole environment and its working directory. Nothing is inherited. */
export interface ContainerCommand {
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** End of a process. `code` is undefined, for unknown, where the supervisor itself was killed or the machine went down. */
export interface JobExit {
  readonly code: number | undefined;
}

/** Interval at which an adopted process is checked, in milliseconds: it is not a child of this process, so its end emits no event. */
const LIVENESS_MILLIS = 500;

/**
 * A container process under its supervisor, in a separate session. Its run directory holds `process`, `log` and, in the end, `exit`
 * (see {@link SUPERVISOR_SCRIPT}). It outlives the server unless it is stopped or killed.
 */
export class JobProcess {
  /** The supervisor's process id, which is also the id of the process group. */
  readonly pid: number;
  /** Settles when the process has ended and the rest of its group has been ended too. */
  readonly exited: Promise<JobExit>;
  #running = true;

  private constructor(pid: number, exited: Promise<void>, runDirectory: string) {
    this.pid = pid;
    this.exited = exited.then(async () => {
      this.#running = false;
      await this.#endGroup();
      return { code: readExitCode(runDirectory) };
    });
  }

  /** Starts a command under a new supervisor. A run directory of an earlier start is emptied first. */
  static start(runDirectory: string, { argv, environment, cwd }: ContainerCommand): JobProcess {
    rmSync(runDirectory, { recursive: true, force: true });
    mkdirSync(runDirectory, { recursive: true });
    const child = spawn('/bin/sh', ['-c', SUPERVISOR_SCRIPT, 'stepmaker-supervisor', runDirectory, ...argv], {
      cwd,
      env: environment,
      detached: true,
      stdio: 'ignore',
    });
    const exited = exitOfChild(child);
    if (child.pid === undefined) throw new Error(`no process could be started in ${cwd}`);
    return new JobProcess(child.pid, exited, runDirectory);
  }

  /**
   * Adopts the process that an earlier server started in this run directory: still running, or ended with an exit code. Returns undefined
   * where none was started, or where it was killed without an exit code.
   */
  static adopt(runDirectory: string): JobProcess | JobExit | undefined {
    const code = readExitCode(runDirectory);
    if (code !== undefined) return { code };
    const identity = readProcessIdentity(runDirectory);
    if (identity === undefined) return undefined;
    if (!isAlive(identity)) {
      const late = readExitCode(runDirectory);
      return late === undefined ? undefined : { code: late };
    }
    return new JobProcess(identity.pid, exitOfStranger(identity, runDirectory), runDirectory);
  }

  /** Asks the whole group to end (SIGTERM), and kills what is left after `graceMillis`. */
  async stop(clock: Clock, graceMillis: number): Promise<JobExit> {
    this.#signal('SIGTERM');
    const timer = clock.setTimer(clock.now() + graceMillis, () => this.kill());
    try {
      return await this.exited;
    } finally {
      timer.cancel();
    }
  }

  /** Ends the whole group at once, its supervisor included; no exit code is left behind. */
  kill(): void {
    if (this.#running) this.#signal('SIGKILL');
  }

  /** Kills what the command left running, and waits until it has ended: ended processes stay in the group until they are reaped. */
  async #endGroup(): Promise<void> {
    for (let patience = 100; patience > 0 && this.#signal('SIGKILL'); patience -= 1) {
      await new Promise((resolve) => {
        setTimeout(resolve, 2);
      });
    }
  }

  /** False where the group has no process left. */
  #signal(signal: 'SIGTERM' | 'SIGKILL'): boolean {
    try {
      process.kill(-this.pid, signal);
      return true;
    } catch {
      return false;
    }
  }
}

function exitOfChild(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
}

function exitOfStranger(identity: ProcessIdentity, runDirectory: string): Promise<void> {
  return new Promise((resolve) => {
    let unwatch = (): void => {};
    const look = (): void => {
      if (readExitCode(runDirectory) === undefined && isAlive(identity)) return;
      clearInterval(timer);
      unwatch();
      resolve();
    };
    const timer = setInterval(look, LIVENESS_MILLIS);
    unwatch = watchDirectory(runDirectory, look);
    look();
  });
}
