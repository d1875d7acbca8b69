import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { environment } from './stepmaker.ts';

const ON_TERMINAL = fileURLToPath(new URL('on-terminal.py', import.meta.url));
const PATIENCE_MILLIS = 30_000;

/** A program on a terminal of 100 columns: what it shows, and keys to press. */
export class Terminal implements AsyncDisposable {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<number | null>;
  #screen = '';
  #seen: () => void = () => undefined;

  constructor(
    command: readonly string[],
    { env, cwd }: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string } = {},
  ) {
    const settings = { ...environment(env), TERM: 'xterm-256color' } as NodeJS.ProcessEnv;
    this.#child = spawn(settings['STEPMAKER_PYTHON'] as string, [ON_TERMINAL, ...command], {
      env: settings,
      ...(cwd !== undefined && { cwd }),
    });
    this.#ended = new Promise((resolve) => this.#child.on('close', resolve));
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#screen += text;
      this.#seen();
    });
  }

  /** Everything that was shown so far, control characters too. */
  get screen(): string {
    return this.#screen;
  }

  /** Presses keys. */
  type(keys: string): void {
    this.#child.stdin.write(keys);
  }

  /** Waits until something is shown, from `from` on, its control characters left out. @throws Error with the screen when it is not */
  async shows(pattern: RegExp, from = 0): Promise<void> {
    const patience = Date.now() + PATIENCE_MILLIS;
    while (!pattern.test(stripVTControlCharacters(this.#screen.slice(from)))) {
      const left = patience - Date.now();
      if (left <= 0) throw new Error(`The terminal does not show ${pattern}, but:\n${this.#screen}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#seen = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** The exit code, once it has ended. */
  async exitCode(): Promise<number | null> {
    return await this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.stdin.end();
    this.#child.kill();
    await this.#ended;
  }
}
