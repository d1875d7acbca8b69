import { spawnSync } from 'node:child_process';

/** Runs a program to its end. Gives the last line of what it complained about, or undefined where it did its work. */
export function run(file: string, args: readonly string[]): string | undefined {
  const { status, error, stderr } = spawnSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (status === 0) return undefined;
  return error?.message ?? stderr.trim().split('\n').at(-1) ?? `exit code ${status}`;
}
