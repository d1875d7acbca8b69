import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { csvLine } from '../core/csv.ts';
import { InvalidPipelineInputError } from '../errors.ts';

/** One row of a dataset: values in the order of the columns, or by column name. */
export type DatasetRow = readonly unknown[] | Readonly<Record<string, unknown>>;

/** A dataset: the path or `file:` URL of a CSV file, a stream of its bytes or text, or rows. */
export type DatasetSource = string | URL | AsyncIterable<Uint8Array | string> | Iterable<DatasetRow> | AsyncIterable<DatasetRow>;

/** A dataset as bytes. */
export interface DatasetBytes {
  /** The file's name; undefined when it is not a file. */
  readonly name?: string;
  /** Size in bytes. Undefined when it is not known before the end. */
  readonly size?: number;
  /** Reads from the beginning. Only a file can be read twice. */
  read(): AsyncIterable<Uint8Array>;
}

/**
 * A source as bytes; rows become CSV with a header.
 *
 * @param columns the header for rows that are arrays
 * @throws the file system's error when the file does not exist
 */
export async function datasetBytes(source: DatasetSource, columns: readonly string[] | undefined): Promise<DatasetBytes> {
  if (typeof source !== 'string' && !(source instanceof URL)) return { read: () => encode(source, columns) };
  const path = source instanceof URL ? fileURLToPath(source) : source;
  const info = await stat(path);
  if (!info.isFile()) throw new TypeError(`Not a file: ${path}`);
  return { name: basename(path), size: info.size, read: () => createReadStream(path, { highWaterMark: READ_SIZE }) };
}

const READ_SIZE = 1024 * 1024;
/** Rows are put together to chunks of about this many characters. */
const CHUNK = 64 * 1024;

async function* encode(
  source: AsyncIterable<Uint8Array | string> | Iterable<DatasetRow> | AsyncIterable<DatasetRow>,
  columns: readonly string[] | undefined,
): AsyncGenerator<Uint8Array, void, void> {
  const encoder = new TextEncoder();
  let header = columns;
  let text = header === undefined ? '' : `${csvLine(header)}\n`;
  let row = 0;
  for await (const item of source as AsyncIterable<Uint8Array | string | DatasetRow>) {
    if (item instanceof Uint8Array) yield item;
    else if (typeof item === 'string') yield encoder.encode(item);
    else {
      if (header === undefined) {
        header = Array.isArray(item) ? (item as unknown[]).map(String) : Object.keys(item);
        text = `${csvLine(header)}\n`;
        row += 1;
        if (Array.isArray(item)) continue;
      }
      text += `${csvLine(valuesOf(item, header, row))}\n`;
      row += 1;
      if (text.length < CHUNK) continue;
      yield encoder.encode(text);
      text = '';
    }
  }
  if (text !== '') yield encoder.encode(text);
}

/** A row's values in the header's order. @throws InvalidPipelineInputError when it has others */
function valuesOf(row: DatasetRow, header: readonly string[], index: number): readonly unknown[] {
  const refuse = (message: string): never => {
    throw new InvalidPipelineInputError([{ path: `rows[${index}]`, message }]);
  };
  let values: readonly unknown[];
  if (Array.isArray(row)) {
    if (row.length !== header.length) refuse(`has ${row.length} values where the header has ${header.length}`);
    values = row;
  } else {
    const members = row as Readonly<Record<string, unknown>>;
    const unknown = Object.keys(members).find((name) => !header.includes(name));
    if (unknown !== undefined) refuse(`has a member ${unknown} that the header (${header.join(', ')}) has not`);
    values = header.map((name) => members[name]);
  }
  const infinite = values.findIndex((value) => typeof value === 'number' && !Number.isFinite(value));
  if (infinite >= 0) refuse(`${header[infinite]} must be a finite number, or null for a missing value, was ${values[infinite]}`);
  return values;
}
