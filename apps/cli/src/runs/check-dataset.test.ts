import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkDataset } from './check-dataset.ts';

const directory = mkdtempSync(join(tmpdir(), 'stepmaker-dataset-'));
afterAll(() => rmSync(directory, { recursive: true }));

function file(content: string | Buffer): string {
  const path = join(directory, 'data.csv');
  writeFileSync(path, content);
  return path;
}

describe('checkDataset', () => {
  it.each([
    ['commas', 'rooms,price\n1,2\n'],
    ['semicolons', 'rooms;price\n1;2\n'],
    ['tabs', 'rooms\tprice\n1\t2\n'],
    ['a byte order mark', '\u{feff}price,rooms\n1,2\n'],
    ['spaces around names', ' rooms , price \n1,2\n'],
  ])('accepts a file with %s', async (_what, content) => {
    await expect(checkDataset(file(content), 'price')).resolves.toBeUndefined();
  });

  it.each([
    ['a row that is too short', 'rooms,price\n1\n', 'price', /line 2: 1 values where the header has 2; is the file cut off\?$/],
    ['a quote that is not closed', 'rooms,price\n1,"2\n', 'price', /a quote is opened and never closed; is the file cut off\?$/],
    ['a quote inside of a value', 'rooms,price\n1,2"3\n', 'price', /line 2: Invalid Opening Quote/],
    ['a header without rows', 'rooms,price\n', 'price', /only a header line and no rows$/],
    ['no content', '', 'price', /the file is empty; a CSV file with a header line and rows is needed$/],
    ['zero bytes', Buffer.from([1, 0, 2]), 'price', /not a text file; a CSV file with a header line is needed$/],
    ['no name of a target', 'rooms,price\n1,2\n', '', /^--target: the name of a column is needed$/],
  ])('refuses %s', async (_what, content, target, message) => {
    await expect(checkDataset(file(content), target)).rejects.toThrow(message);
  });

  it('names the option in its refusals', async () => {
    await expect(checkDataset(directory, undefined, '--test-data')).rejects.toThrow(
      `--test-data ${directory}: not a file; a CSV file with a header line is needed`,
    );
  });
});
