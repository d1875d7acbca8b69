import { mkdirSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';

/** The directories of one run of a container. */
export interface JobDirectory {
  readonly path: string;
  /** Directory that the container sees as `/opt/ml`. */
  readonly base: string;
  /** The supervisor's files. */
  readonly run: string;
  /** `HOME`, `TMPDIR` and the working directory of the container. */
  readonly home: string;
  readonly tmp: string;
  readonly work: string;
}

/** Names the directories below `path`, without making them; `tmp` may lie elsewhere. */
export function jobDirectory(path: string, tmp: string = join(path, 'tmp')): JobDirectory {
  return {
    path,
    base: join(path, 'ml'),
    run: join(path, 'run'),
    home: join(path, 'home'),
    tmp,
    work: join(path, 'work'),
  };
}

/** Makes the directories. */
export function makeJobDirectory(directory: JobDirectory): JobDirectory {
  for (const each of [directory.base, directory.home, directory.tmp, directory.work]) mkdirSync(each, { recursive: true });
  return directory;
}

/** `relative` below `root`; undefined where it would lead out of it. */
export function pathWithin(root: string, relative: string): string | undefined {
  const path = resolve(root, relative);
  return path === root || path.startsWith(root + sep) ? path : undefined;
}
