import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** A directory for the files of one test, removed after it. */
export interface WorkDirectory {
  /** The path of a name below the directory. */
  path(...names: string[]): string;
  /** Writes a file, and returns its path. */
  write(name: string, text: string): string;
}

/** Gives each test of a file a directory. */
export function useWorkDirectory(): WorkDirectory {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'stepmaker-run-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  const path = (...names: string[]): string => join(root, ...names);
  return {
    path,
    write(name, text) {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), text);
      return path(name);
    },
  };
}
