import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Project, temporaryProject } from './project.ts';

describe('the data directory of a newer Stepmaker', () => {
  let project: Project;
  let store: string;

  beforeEach(() => {
    project = temporaryProject();
    const dataDir = join(project.directory, '.stepmaker');
    mkdirSync(dataDir);
    store = join(dataDir, 'store.sqlite');
    const database = new DatabaseSync(store);
    database.exec(
      "CREATE TABLE stamp (id INTEGER PRIMARY KEY, data_version INTEGER, stepmaker_version TEXT); INSERT INTO stamp VALUES (1, 99, '7.1.0')",
    );
    database.close();
  });
  afterEach(() => project[Symbol.dispose]());

  it.each([
    ['local', ['local', '--port', '0']],
    ['local --detach', ['local', '--detach', '--port', '0']],
    ['start', ['start', '--once', '--port', '0']],
  ])('is refused by stepmaker %s with one sentence of both versions, and left as it is', async (_name, args) => {
    const before = readFileSync(store);

    const { exitCode, stderr } = await project.stepmaker(args);

    expect(stderr).toMatch(
      /^stepmaker: The data directory \S+ has data version 99, written by Stepmaker 7\.1\.0\. This is Stepmaker \S+, which supports data versions up to \d+\. Use the newer Stepmaker, or choose another directory with --data-dir\. The data was not changed\.$/m,
    );
    expect(stderr).not.toContain('    at ');
    expect(exitCode).toBe(1);
    expect(readFileSync(store)).toEqual(before);
    expect(readdirSync(join(project.directory, '.stepmaker')).filter((name) => name.startsWith('store'))).toEqual([
      'store.sqlite',
    ]);
  });
});
