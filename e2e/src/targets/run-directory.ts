import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { removeContainersOf } from './containers.ts';

/** A directory of one run of a target. Whatever the run starts is known by it, so that the next run can sweep it away. */
export interface RunDirectory extends AsyncDisposable {
  /** Unique on this machine. */
  readonly id: string;
  readonly path: string;
}

/** Directory of the directories of runs. */
export const RUNS: string = join(tmpdir(), 'stepmaker-e2e');

/** Makes the directory of a run of this process. */
export function makeRunDirectory(): RunDirectory {
  mkdirSync(RUNS, { recursive: true });
  // It has its name only when its owner is known: a run that starts beside it would sweep it away.
  const unnamed = mkdtempSync(join(RUNS, 'new-'));
  writeFileSync(join(unnamed, 'owner'), String(process.pid));
  const path = join(RUNS, basename(unnamed).replace('new-', 'run-'));
  renameSync(unnamed, path);
  return {
    id: basename(path),
    path,
    async [Symbol.asyncDispose]() {
      await removeRun(path);
    },
  };
}

/** Takes away what runs have left whose processes were killed: containers, processes, directories. Gives the ids of those runs. */
export async function sweepKilledRuns(runs: string = RUNS): Promise<string[]> {
  const swept: string[] = [];
  let names: string[] = [];
  try {
    names = readdirSync(runs).filter((name) => name.startsWith('run-'));
  } catch {
    return swept;
  }
  for (const name of names) {
    const path = join(runs, name);
    if (ownerIsAlive(path)) continue;
    await removeRun(path);
    swept.push(name);
  }
  return swept;
}

/** The processes that were started below a directory: their command line or environment names it. This process is none of them. */
export function processesBelow(directory: string): { readonly pid: number; readonly command: string }[] {
  const listing = execFileSync('ps', ['axeww', '-o', 'pid=,command='], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  return listing
    .split('\n')
    .filter((line) => line.includes(`${directory}/`))
    .map((line) => {
      const [, pid = '0', command = ''] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
      return { pid: Number(pid), command: command.split(/ [A-Z_]+=/)[0] ?? '' };
    })
    .filter(({ pid }) => pid !== process.pid && pid !== 0);
}

async function removeRun(path: string): Promise<void> {
  await removeContainersOf(basename(path));
  for (const { pid } of processesBelow(path)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
  rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

function ownerIsAlive(path: string): boolean {
  try {
    process.kill(Number(readFileSync(join(path, 'owner'), 'utf8')), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
