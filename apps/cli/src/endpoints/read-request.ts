import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { CsvError, parse } from 'csv-parse/sync';
import { UserError } from '../errors/user-error.ts';
import { parseJson } from '../runs/run-input.ts';

/** A request to an endpoint. */
export interface EndpointRequest {
  readonly body: string;
  readonly contentType: 'application/json' | 'text/csv';
}

/** Sources of a request. */
export interface RequestSource {
  readonly json?: string;
  readonly csv?: string;
  readonly file?: string;
}

/** Reads a request and refuses one that cannot be right, before anything is sent. @throws UserError saying what and where */
export async function readRequest({ json, csv, file }: RequestSource): Promise<EndpointRequest> {
  if (json !== undefined) return checkedJson(json, '--json');
  if (csv !== undefined) return checkedCsv(csv.replaceAll('\\n', '\n'), '--csv');
  if (file !== undefined) {
    const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw new UserError(`--file ${file}: ${error.code === 'ENOENT' ? 'file not found' : error.message}`);
    });
    return file.endsWith('.csv') ? checkedCsv(content, `--file ${file}`) : checkedJson(content, `--file ${file}`);
  }
  if (process.stdin.isTTY)
    throw new UserError('no request given', {
      hint: `--json '{"instances": [[1, 2, 3]]}', --csv '1,2,3', --file, or standard input`,
    });
  const content = await text(process.stdin);
  return /^\s*[[{]/.test(content) ? checkedJson(content, 'standard input') : checkedCsv(content, 'standard input');
}

function checkedJson(body: string, what: string): EndpointRequest {
  if (body.trim() === '') throw new UserError(`${what}: the request is empty`);
  parseJson(body, what);
  return { body, contentType: 'application/json' };
}

function checkedCsv(body: string, what: string): EndpointRequest {
  let rows: string[][];
  try {
    rows = parse(body, { relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const reason = error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'a quote is opened and never closed; is it cut off?' : error.message;
    throw new UserError(`${what}: the CSV is incomplete: ${reason}`);
  }
  const [first, ...others] = rows;
  if (first === undefined) throw new UserError(`${what}: the request is empty`);
  const odd = others.findIndex((row) => row.length !== first.length);
  if (odd !== -1)
    throw new UserError(
      `${what}: row ${odd + 2} has ${others[odd]?.length} values, the first row has ${first.length}; is it cut off?`,
    );
  return { body, contentType: 'text/csv' };
}
