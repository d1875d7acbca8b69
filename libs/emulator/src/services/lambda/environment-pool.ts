import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { AwsError } from '../../core/aws-error.ts';
import type { Runtime } from '../../core/runtime.ts';
import { ExecutionEnvironment } from './execution-environment.ts';
import type { FunctionCode } from './function-code.ts';
import { logGroupName } from './function-configuration.ts';
import { FunctionLog } from './function-log.ts';
import type { FunctionStore, VersionRecord } from './function-store.ts';
import { runtimeCommand } from './runtime-command.ts';

/** An execution environment with its log. */
export interface WarmEnvironment {
  readonly environment: ExecutionEnvironment;
  readonly log: FunctionLog;
  idleTimer?: NodeJS.Timeout;
}

interface Pool {
  readonly idle: WarmEnvironment[];
  readonly waiting: ((warm: WarmEnvironment | undefined) => void)[];
  /** Environments that exist or are about to, busy or idle. */
  count: number;
  /** True once the function has changed: its environments end after their call. */
  retired: boolean;
}

const IDLE_MILLIS = 5 * 60_000;
/** Turns of the event loop that it takes from an answer in the pipe to a free environment. */
const TURNS_TO_LISTEN = 3;
/** Processes of one version at once: calls beyond it wait for a free one, so that a wide fan-out does not drown the machine. */
const MAXIMUM_PROCESSES: number = Math.max(8, 4 * availableParallelism());

/** The execution environments that are alive: reused while warm, ended when idle, all gone when the server stops. */
export class EnvironmentPool {
  readonly #runtime: Runtime;
  readonly #store: FunctionStore;
  readonly #code: FunctionCode;
  readonly #pools = new Map<string, Pool>();
  readonly #all = new Set<WarmEnvironment>();
  #stopped = false;

  constructor(runtime: Runtime, store: FunctionStore, code: FunctionCode) {
    this.#runtime = runtime;
    this.#store = store;
    this.#code = code;
  }

  /** Runs `work` in an environment of this very version and revision that nothing else uses meanwhile. */
  async use<T>(version: VersionRecord, work: (warm: WarmEnvironment, isCold: boolean) => Promise<T>): Promise<T> {
    const key = poolKey(version);
    const pool = this.#pools.get(key) ?? { idle: [], waiting: [], count: 0, retired: false };
    this.#pools.set(key, pool);
    const reused = await this.#takeIdle(pool);
    const warm = reused ?? this.#startReserved(version, pool);
    try {
      return await work(warm, reused === undefined);
    } finally {
      this.#release(warm, pool);
    }
  }

  /** Ends the idle environments of a function whose code or settings have changed; busy ones end after their call. */
  retire(region: string, name: string): void {
    const prefix = `${region}/${name}/`;
    for (const [key, pool] of this.#pools) {
      if (!key.startsWith(prefix)) continue;
      this.#pools.delete(key);
      pool.retired = true;
      for (const { environment } of pool.idle.splice(0)) environment.kill();
    }
  }

  /** Ends the environments that an earlier server, killed, may have left running. */
  endOrphans(): void {
    for (const { key, value } of this.#store.processes.list()) {
      if (isOurs(Number(key), value.logStream)) killGroup(Number(key));
      this.#store.processes.delete(key);
    }
  }

  /** Ends all environments; nothing starts afterwards. */
  async stop(): Promise<void> {
    this.#stopped = true;
    const all = [...this.#all];
    for (const { environment } of all) environment.kill();
    for (const pool of this.#pools.values()) for (const wake of pool.waiting.splice(0)) wake(undefined);
    this.#pools.clear();
    await Promise.all(all.map(({ log }) => log.flush()));
    for (const { environment } of all) this.#store.processes.delete(String(environment.pid));
  }

  /** A warm environment, or undefined once a place for a new one is reserved. */
  async #takeIdle(pool: Pool): Promise<WarmEnvironment | undefined> {
    if (this.#stopped) throw stopping();
    const idle = popIdle(pool);
    if (idle) return idle;
    // One that is done may have said so while this process was busy: listen before another is started.
    for (let turn = 0; turn < TURNS_TO_LISTEN && pool.count > 0; turn += 1) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      const freed = popIdle(pool);
      if (freed) return freed;
    }
    if (pool.count < MAXIMUM_PROCESSES) {
      pool.count += 1;
      return undefined;
    }
    const handed = await new Promise<WarmEnvironment | undefined>((resolve) => pool.waiting.push(resolve));
    if (this.#stopped) throw stopping();
    return handed;
  }

  #startReserved(version: VersionRecord, pool: Pool): WarmEnvironment {
    try {
      return this.#start(version, pool);
    } catch (error) {
      this.#free(pool);
      throw error;
    }
  }

  /** Gives a place back, or on to the next that waits. */
  #free(pool: Pool): void {
    const next = pool.waiting.shift();
    if (next) next(undefined);
    else pool.count -= 1;
  }

  #start(version: VersionRecord, pool: Pool): WarmEnvironment {
    const { region, name } = version;
    const now = this.#runtime.clock.now();
    const id = randomUUID().replaceAll('-', '');
    const logStream = `${new Date(now).toISOString().slice(0, 10).replaceAll('-', '/')}/[${version.version}]${id}`;
    const caller = this.#assumeRole(version);
    const log = new FunctionLog(this.#runtime, { region, logGroup: logGroupName(version), logStream, caller });
    const taskRoot = this.#code.taskRoot(version.codeSha256);
    const environment = new ExecutionEnvironment({
      ...runtimeCommand(this.#runtime, { version, taskRoot, logStream, caller }),
      cwd: taskRoot,
      timeoutMillis: version.timeoutSeconds * 1000,
      onLog: (message) => log.append(message),
      onExit: () => {
        this.#all.delete(warm);
        const idleAt = pool.idle.indexOf(warm);
        if (idleAt >= 0) pool.idle.splice(idleAt, 1);
        clearTimeout(warm.idleTimer);
        if (!this.#stopped) this.#store.processes.delete(String(environment.pid));
        this.#free(pool);
      },
    });
    const warm: WarmEnvironment = { environment, log };
    this.#all.add(warm);
    if (environment.pid !== undefined) this.#store.processes.put(String(environment.pid), { logStream });
    this.#runtime.log('debug', `lambda: started an environment of ${name}, process ${environment.pid}`);
    return warm;
  }

  #release(warm: WarmEnvironment, pool: Pool): void {
    void warm.log.flush();
    const { environment } = warm;
    if (!environment.alive || this.#stopped || pool.retired) {
      environment.kill();
      return;
    }
    const next = pool.waiting.shift();
    if (next) {
      next(warm);
      return;
    }
    pool.idle.push(warm);
    warm.idleTimer = setTimeout(() => {
      pool.idle.splice(pool.idle.indexOf(warm), 1);
      environment.kill();
    }, IDLE_MILLIS).unref();
  }

  #assumeRole({ role, name }: VersionRecord): ReturnType<Runtime['aws']['assumeRole']> {
    try {
      return this.#runtime.aws.assumeRole(role, name, 'lambda.amazonaws.com');
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw new AwsError({
        code: 'AccessDeniedException',
        message: 'The role defined for the function cannot be assumed by Lambda.',
        httpStatus: 403,
      });
    }
  }
}

function popIdle({ idle }: Pool): WarmEnvironment | undefined {
  for (let warm = idle.pop(); warm; warm = idle.pop()) {
    clearTimeout(warm.idleTimer);
    if (warm.environment.alive) return warm;
  }
  return undefined;
}

function poolKey({ region, name, version, revisionId }: VersionRecord): string {
  return `${region}/${name}/${version}/${revisionId}`;
}

function stopping(): AwsError {
  return new AwsError({ code: 'ServiceException', message: 'The server is stopping.', httpStatus: 500 });
}

/** Whether a process is the environment with this log stream, and not another that got its number later. */
function isOurs(pid: number, logStream: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`AWS_LAMBDA_LOG_STREAM_NAME=${logStream}\0`);
  } catch {
    return false;
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
