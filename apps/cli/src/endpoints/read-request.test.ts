import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readRequest } from './read-request.ts';

const directory = mkdtempSync(join(tmpdir(), 'stepmaker-request-'));
afterAll(() => rmSync(directory, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

describe('readRequest', () => {
  it('takes JSON and CSV from options and files, with their content types', async () => {
    expect(await readRequest({ json: '{"instances": []}' })).toEqual({
      body: '{"instances": []}',
      contentType: 'application/json',
    });
    expect(await readRequest({ csv: '1,2\\n3,4' })).toEqual({ body: '1,2\n3,4', contentType: 'text/csv' });
    expect(await readRequest({ file: file('request.json', '[1]') })).toEqual({ body: '[1]', contentType: 'application/json' });
    expect(await readRequest({ file: file('request.csv', '1,2\n') })).toEqual({ body: '1,2\n', contentType: 'text/csv' });
  });

  it.each([
    ['empty JSON', { json: ' ' }, '--json: the request is empty'],
    ['empty CSV', { csv: '\\n' }, '--csv: the request is empty'],
    ['a directory', { file: directory }, /^--file .*: EISDIR/],
    ['a quote inside of a value', { csv: '1,2"3' }, /^--csv: the CSV is incomplete: Invalid Opening Quote/],
    ['a quote that is not closed', { csv: '1,"2' }, /^--csv: the CSV is incomplete: a quote is opened and never closed/],
  ])('refuses %s', async (_what, source, message) => {
    await expect(readRequest(source)).rejects.toThrow(message);
  });
});
