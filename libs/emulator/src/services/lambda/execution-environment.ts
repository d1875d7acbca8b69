import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/** Outcome of a call in an execution environment. */
export type EnvironmentOutcome =
  | { readonly type: 'result'; readonly payload: string; readonly memoryMegabytes: number }
  | { readonly type: 'error'; readonly payload: string; readonly memoryMegabytes: number; readonly exits: boolean }
  | { readonly type: 'timeout' }
  | { readonly type: 'exit'; readonly reason: string | undefined };

/** Request to an execution environment: one call of the handler. */
export interface EnvironmentCall {
  readonly requestId: string;
  /** JSON text */
  readonly payload: string;
  readonly functionArn: string;
  readonly clientContext: string | undefined;
  readonly traceId: string;
}

/** Command that starts the process of an environment. */
export interface EnvironmentProcess {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMillis: number;
  /** A line of the function's log. */
  readonly onLog: (message: string) => void;
  readonly onExit: () => void;
}

/** Messages of the process on its pipe, one JSON document a line. */
type Message =
  | { readonly type: 'ready' }
  | { readonly type: 'log'; readonly message: string }
  | { readonly type: 'result'; readonly payload: string; readonly memory: number }
  | { readonly type: 'error'; readonly payload: string; readonly memory: number; readonly exits?: boolean };

const INIT_LIMIT_MILLIS = 10_000;

/**
 * One execution environment: a process, in a separate session, that has loaded a function and takes one call at a time.
 *
 * It communicates over file descriptor 3, so standard output stays the function's; it ends itself when that pipe closes.
 */
export class ExecutionEnvironment {
  readonly #options: EnvironmentProcess;
  readonly #child: ChildProcess;
  readonly #pipe: Socket;
  readonly #startedAt = performance.now();
  #initMillis: number | undefined;
  #initAnnounced = false;
  #settle: ((outcome: EnvironmentOutcome) => void) | undefined;
  #ended: EnvironmentOutcome | undefined;
  #pending: Buffer[] = [];
  #killed = false;
  readonly #initialised = Promise.withResolvers<void>();

  constructor(options: EnvironmentProcess) {
    this.#options = options;
    this.#child = spawn(options.command, options.args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      detached: true,
    });
    this.#pipe = this.#child.stdio[3] as Socket;
    this.#pipe.on('data', (chunk: Buffer) => this.#read(chunk));
    this.#pipe.on('error', () => {});
    for (const stream of [this.#child.stdout, this.#child.stderr]) forEachLine(stream as Socket, options.onLog);
    this.#child.on('error', (error) => this.#end(error.message));
    this.#child.on('close', (code, signal) => this.#end(exitReason(code, signal)));
  }

  /** Process id; undefined where the process could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** False once the process has ended or is about to. */
  get alive(): boolean {
    return this.#ended === undefined && !this.#killed;
  }

  /** Time that the function took to load, returned once: the call that paid for it reports it. */
  takeInitMillis(): number | undefined {
    if (this.#initAnnounced) return undefined;
    this.#initAnnounced = this.#initMillis !== undefined;
    return this.#initMillis;
  }

  /** Runs the handler once, within the function's timeout. A call that passes it ends the process. `millis` does not count loading. */
  async invoke(call: EnvironmentCall): Promise<{ readonly outcome: EnvironmentOutcome; readonly millis: number }> {
    await this.#initialisation();
    if (this.#ended) return { outcome: this.#ended, millis: 0 };
    const startedAt = performance.now();
    const { promise, resolve } = Promise.withResolvers<EnvironmentOutcome>();
    const timer = setTimeout(() => {
      this.kill();
      resolve({ type: 'timeout' });
    }, this.#options.timeoutMillis);
    this.#settle = resolve;
    this.#pipe.write(`${JSON.stringify({ ...call, deadline: Date.now() + this.#options.timeoutMillis })}\n`);
    const outcome = await promise;
    const millis = outcome.type === 'timeout' ? this.#options.timeoutMillis : performance.now() - startedAt;
    clearTimeout(timer);
    this.#settle = undefined;
    // What the function wrote before it answered is in the other pipes by now: let this turn of the loop read them.
    await new Promise<void>((done) => setImmediate(done));
    return { outcome, millis };
  }

  /** Loading has a separate limit; what takes longer is charged to the call. */
  async #initialisation(): Promise<void> {
    if (this.#initMillis !== undefined || this.#ended) return;
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, INIT_LIMIT_MILLIS);
    });
    await Promise.race([this.#initialised.promise, limit]);
    clearTimeout(timer);
  }

  /** Ends the process and all that it started. */
  kill(): void {
    if (this.#killed || this.#child.pid === undefined || this.#child.exitCode !== null) return;
    this.#killed = true;
    try {
      process.kill(-this.#child.pid, 'SIGKILL');
    } catch {
      this.#child.kill('SIGKILL');
    }
  }

  #end(reason: string | undefined): void {
    if (this.#ended) return;
    this.#ended = { type: 'exit', reason };
    this.#initialised.resolve();
    this.#settle?.(this.#ended);
    this.#options.onExit();
  }

  #read(chunk: Buffer): void {
    let rest = chunk;
    for (let newline = rest.indexOf(10); newline >= 0; newline = rest.indexOf(10)) {
      const line = Buffer.concat([...this.#pending, rest.subarray(0, newline)]).toString();
      this.#pending = [];
      rest = rest.subarray(newline + 1);
      this.#receive(JSON.parse(line) as Message);
    }
    if (rest.length > 0) this.#pending.push(rest);
  }

  #receive(message: Message): void {
    switch (message.type) {
      case 'ready':
        this.#initMillis = performance.now() - this.#startedAt;
        this.#initialised.resolve();
        return;
      case 'log':
        this.#options.onLog(message.message);
        return;
      case 'result':
        this.#settle?.({ type: 'result', payload: message.payload, memoryMegabytes: message.memory });
        return;
      case 'error': {
        const { payload, memory, exits = false } = message;
        const outcome: EnvironmentOutcome = { type: 'error', payload, memoryMegabytes: memory, exits };
        if (exits) this.#ended ??= outcome;
        this.#settle?.(outcome);
        return;
      }
    }
  }
}

/** Hands on a stream line by line; what follows the last newline is handed on at the end. */
function forEachLine(stream: Socket, onLine: (line: string) => void): void {
  let partial = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (partial + chunk).split('\n');
    partial = lines.pop() as string;
    for (const line of lines) onLine(line);
  });
  stream.on('end', () => {
    if (partial) onLine(partial);
  });
}

/** Names in Lambda of the signals that end processes most often. */
const SIGNALS: Readonly<Record<string, string>> = {
  SIGABRT: 'aborted',
  SIGKILL: 'killed',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
};

function exitReason(code: number | null, signal: string | null): string | undefined {
  if (signal) return `signal: ${SIGNALS[signal] ?? signal.slice(3).toLowerCase()}`;
  return code ? `exit status ${code}` : undefined;
}
