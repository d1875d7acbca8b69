import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

/** An emulator that can be started on a port of this machine. */
export interface Peer {
  readonly name: string;
  /** The account whose role its state machines are given. */
  readonly account: string;
  /** Installs what is missing. @throws Error with the reason why it cannot be measured here */
  prepare(): void;
  /** Command that starts its server. @param directory a new, empty directory */
  command(port: number, directory: string): Command;
  /** Settings that it needs before it runs state machines. */
  configure?(url: string): Promise<void>;
}

/** A program with its arguments and what it has in its environment beside this process's. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Where peers are installed: they are not dependencies of ours. */
export const CACHE: string = fileURLToPath(new URL('../../../../node_modules/.cache/bench-peers/', import.meta.url));

/** Makes a Python environment with a package in it, where there is none yet. @throws Error */
export function installFromPyPI(name: string, requirement: string): void {
  mkdirSync(CACHE, { recursive: true });
  const installed = run(`${CACHE}${name}/bin/python`, ['-c', `import ${name}`]);
  if (installed === undefined) return;
  const failed =
    run('python3', ['-m', 'venv', `${CACHE}${name}`]) ??
    run(`${CACHE}${name}/bin/python`, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', requirement]);
  if (failed !== undefined) throw new Error(`${requirement} could not be installed from PyPI: ${failed}`);
}
