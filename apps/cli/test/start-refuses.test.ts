import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stepmaker } from './stepmaker.ts';

describe('stepmaker start refuses, with a sentence and exit code 1,', () => {
  let directory: string;
  const file = (name: string, content: string | Buffer): string => {
    const path = join(directory, name);
    writeFileSync(path, content);
    return path;
  };

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'stepmaker-cli-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it.each([
    ['an unknown option', ['--treshold', '0.5'], /unknown option '--treshold'.*--threshold/s],
    ['a threshold that is not a number', ['--threshold', 'high'], /'high' is not a number/],
    ['a port that cannot be one', ['--port', '70000'], /'70000' is not a whole number from 0 to 65535/],
    ['a data set that does not exist', ['--dataset', 'boston'], /Allowed choices are sample, diabetes/],
    ['a hyperparameter without a value', ['--hyperparameter', 'model'], /'model' is not of the form name=value/],
    ['a file beside a built-in data set', ['--data', 'x.csv', '--dataset', 'sample'], /cannot be used with/],
  ])('%s', async (_what, args, message) => {
    const { exitCode, stderr } = await stepmaker(['start', '--once', ...args]);

    expect(stderr).toMatch(message);
    expect(exitCode).toBe(1);
  });

  it.each([
    ['a missing file', () => join(directory, 'none.csv'), /file not found/],
    ['a directory', () => directory, /not a file/],
    ['an empty file', () => file('empty.csv', ''), /the file is empty/],
    ['a header without rows', () => file('header.csv', 'a,b\n'), /only a header line/],
    ['a binary file', () => file('binary.csv', Buffer.from([0x50, 0x4b, 0, 1, 2])), /not a text file/],
  ])('%s as data, before anything is started', async (_what, path, message) => {
    const dataDir = join(directory, 'never-made');
    const { exitCode, stdout, stderr } = await stepmaker(['start', '--once', '--json', '--data', path(), '--data-dir', dataDir]);

    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('    at ');
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'FAILED', decision: null, error: 'NotStarted' });
    expect(readdirSync(directory)).not.toContain('never-made');
  });

  it('a port that somebody else has, and names another way', async () => {
    await using server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };

    const { exitCode, stderr } = await stepmaker([
      'start',
      '--once',
      '--port',
      String(port),
      '--data-dir',
      join(directory, 'port'),
    ]);

    expect(stderr).toMatch(new RegExp(`${port}`));
    expect(stderr).toMatch(/--port/);
    expect(exitCode).toBe(1);
  });

  it('to reset a directory that it has not made', async () => {
    file('precious.txt', 'mine');

    const { exitCode, stderr } = await stepmaker(['start', '--once', '--reset', '--data-dir', directory]);

    expect(stderr).toMatch(/is not a data directory of the embedded AWS/);
    expect(exitCode).toBe(1);
    expect(readdirSync(directory)).toContain('precious.txt');
  });
});
