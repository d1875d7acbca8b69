import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** The command, as it is started by people. */
export const LAUNCHER: string = fileURLToPath(new URL('../bin/stepmaker.mjs', import.meta.url));

/** The Python that the set-up made, if it did. */
const PYTHON = fileURLToPath(new URL('../../../.venv/bin/python', import.meta.url));

/** What a command left behind. */
export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and with what a command is started. */
export interface StartedWith {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** What it reads on standard input. @default - nothing, and no terminal */
  readonly input?: string;
}

/** The environment of a command: this process's, without what would choose an AWS or colour the output. */
export function environment(env: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(AWS_|STEPMAKER_TARGET|STEPMAKER_STACK|FORCE_COLOR|NO_COLOR|CI$|VITEST)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    STEPMAKER_PYTHON: process.env['STEPMAKER_PYTHON'] ?? (existsSync(PYTHON) ? PYTHON : 'python3'),
    AWS_EC2_METADATA_DISABLED: 'true',
    ...coverageSettings(),
    ...env,
  };
}

/** Settings that let Node report what a command ran, where this run of the tests collects it. Code from the compile cache has no counts. */
function coverageSettings(): NodeJS.ProcessEnv {
  const directory = process.env['STEPMAKER_CHILD_COVERAGE'];
  return directory === undefined ? {} : { NODE_V8_COVERAGE: directory, NODE_DISABLE_COMPILE_CACHE: '1' };
}

/** Runs the bundled command line (`nx bundle cli`) as a separate process, as a user would. */
export async function stepmaker(args: readonly string[], { env, cwd, input }: StartedWith = {}): Promise<Ended> {
  const child = spawn(process.execPath, [LAUNCHER, ...args], {
    env: environment(env),
    ...(cwd !== undefined && { cwd }),
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  child.stdin?.end(input);
  const exit = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [stdout, stderr, exitCode] = await Promise.all([
    text(child.stdout as NodeJS.ReadableStream),
    text(child.stderr as NodeJS.ReadableStream),
    exit,
  ]);
  return { exitCode, stdout, stderr };
}
