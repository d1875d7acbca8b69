import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { CsvError, type Parser, parse } from 'csv-parse';
import { didYouMean } from '../errors/did-you-mean.ts';
import { UserError } from '../errors/user-error.ts';

const LOOK = 64 * 1024;

/**
 * Rejects, before anything is started, an incomplete CSV file and a target without a column. Preprocessing checks the values: a target of
 * text, too few rows.
 *
 * @param option the option that named the file, for the message
 * @throws UserError saying what is wrong with the file and what would be right
 */
export async function checkDataset(path: string, target: string | undefined, option = '--data'): Promise<void> {
  const refuse = (reason: string, hint?: string): never => {
    throw new UserError(`${option} ${path}: ${reason}`, { hint });
  };
  const info = await stat(path).catch(() => undefined);
  if (info === undefined) return refuse('file not found');
  if (!info.isFile()) return refuse('not a file; a CSV file with a header line is needed');
  if (info.size === 0) return refuse('the file is empty; a CSV file with a header line and rows is needed');
  if (target === '') throw new UserError('--target: the name of a column is needed');
  const start = await readStart(path);
  if (start.includes(0)) return refuse('not a text file; a CSV file with a header line is needed');
  const { header, rows } = await readWhole(path, separatorOf(start.toString('utf8')), refuse);
  if (rows === 0) return refuse('only a header line and no rows');
  if (target !== undefined && !header.includes(target))
    throw new UserError(`--target: no column "${target}" in ${path}`, { hint: didYouMean(target, header, 'Columns') });
}

/** Reads every record, none of them kept. */
async function readWhole(
  path: string,
  delimiter: string,
  refuse: (reason: string) => never,
): Promise<{ header: readonly string[]; rows: number }> {
  let header: readonly string[] = [];
  let rows = -1;
  const file = createReadStream(path);
  // Records that wait in the parser when it fails would be lost: each is seen as it is read.
  const seen = (record: readonly string[]): null => {
    if (rows === -1) header = record.map((name) => name.trim());
    rows += 1;
    return null;
  };
  const parser: Parser = file.pipe(parse({ bom: true, delimiter, ltrim: true, skip_empty_lines: true, on_record: seen }));
  file.on('error', (error) => parser.destroy(error));
  try {
    await finished(parser.resume());
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refuse(`line ${error['lines']}: ${wordsFor(error, header.length)}`);
  }
  return { header, rows };
}

/** Describes the error of a record. */
function wordsFor(error: CsvError, columns: number): string {
  const record = error['record'] as readonly unknown[] | undefined;
  if (error.code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH' && record !== undefined)
    return `${record.length} values where the header has ${columns}; is the file cut off?`;
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return 'a quote is opened and never closed; is the file cut off?';
  return error.message;
}

/** The separator as the preprocessing finds it: the one that the first line has most of. */
function separatorOf(text: string): string {
  const [first = ''] = text.split('\n');
  const count = (separator: string): number => first.split(separator).length;
  return [',', ';', '\t', '|'].reduce((best, one) => (count(one) > count(best) ? one : best));
}

async function readStart(path: string): Promise<Buffer> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOK), 0, LOOK, 0);
  return buffer.subarray(0, bytesRead);
}
