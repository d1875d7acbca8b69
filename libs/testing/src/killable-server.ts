import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('serve-until-killed.ts', import.meta.url));

/** Module of a {@link KillableServer}. */
export interface KillableServerOptions {
  /** Module that exports `startEmulator`. */
  readonly module: URL;
  /** Options of `startEmulator`, as JSON can carry them. */
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * An embedded AWS in a separate process, to be killed at any moment and started again on the same data and port.
 *
 * The module that starts it comes from the caller: its own tests use this class too.
 */
export class KillableServer implements AsyncDisposable {
  readonly endpointUrl: string;
  readonly #given: KillableServerOptions;
  #process: ChildProcess;

  private constructor(given: KillableServerOptions, process: ChildProcess, endpointUrl: string) {
    this.#given = given;
    this.#process = process;
    this.endpointUrl = endpointUrl;
  }

  /** Starts the server and waits until it listens. @throws Error when its process ends before that */
  static async start(given: KillableServerOptions): Promise<KillableServer> {
    const { child, endpointUrl } = await serve(given, 0);
    return new KillableServer(given, child, endpointUrl);
  }

  /** Sends SIGKILL and waits for the end of the process. */
  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exit = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exit;
  }

  /** Starts a server that was killed, at the same address. */
  async restart(): Promise<void> {
    const { child } = await serve(this.#given, Number(new URL(this.endpointUrl).port));
    this.#process = child;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.kill();
  }
}

async function serve(
  { module, options }: KillableServerOptions,
  port: number,
): Promise<{ readonly child: ChildProcess; readonly endpointUrl: string }> {
  const settings = JSON.stringify({ ...options, port });
  const child = spawn(process.execPath, ['--conditions=@stepmaker/source', '--no-warnings', SCRIPT, module.href, settings], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const endpointUrl of createInterface({ input: child.stdout })) return { child, endpointUrl };
  throw new Error(`The server ended before it listened (${module.href})`);
}
