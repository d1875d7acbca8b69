import { open, stat } from 'node:fs/promises';
import { UserError } from '../user-error.ts';

const LOOK = 64 * 1024;

/**
 * Refuses, before anything is started, a file that cannot be a CSV with data. What only the whole data can tell (a target that is
 * no number, too few rows) is for the preprocessing to say.
 *
 * @throws UserError saying what is wrong with the file and what would be right
 */
export async function checkDataset(path: string, target: string | undefined): Promise<void> {
  const info = await stat(path).catch(() => undefined);
  if (info === undefined) throw new UserError(`--data ${path}: there is no such file`);
  if (!info.isFile()) throw new UserError(`--data ${path}: not a file; a CSV file with a header line is needed`);
  if (info.size === 0) throw new UserError(`--data ${path}: the file is empty; a CSV file with a header line and rows is needed`);
  const start = await readStart(path);
  if (start.includes(0)) throw new UserError(`--data ${path}: not a text file; a CSV file with a header line is needed`);
  const lines = start
    .toString('utf8')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '');
  if (lines.length < 2 && info.size <= LOOK) throw new UserError(`--data ${path}: only a header line and no rows`);
  if (target === '') throw new UserError('--target: the name of a column is needed');
}

async function readStart(path: string): Promise<Buffer> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOK), 0, LOOK, 0);
  return buffer.subarray(0, bytesRead);
}
