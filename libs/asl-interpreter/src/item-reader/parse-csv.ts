import type { Json, JsonObject } from '../json.ts';

const DELIMITERS: ReadonlyMap<unknown, string> = new Map([
  ['COMMA', ','],
  ['PIPE', '|'],
  ['SEMICOLON', ';'],
  ['SPACE', ' '],
  ['TAB', '\t'],
]);

/** Reads CSV: one object a row, every value a text. The headers are the first row, or given by the ReaderConfig. */
export function parseCsv(text: string, config: JsonObject): Json[] {
  const delimiter = DELIMITERS.get(config['CSVDelimiter']) ?? ',';
  const rows = csvRows(text.startsWith('\ufeff') ? text.slice(1) : text, delimiter);
  const given = config['CSVHeaderLocation'] === 'GIVEN';
  const headers = given ? ((config['CSVHeaders'] ?? []) as readonly string[]) : (rows.shift() ?? []);
  return rows.map((row) => Object.fromEntries(headers.map((header, i) => [header, row[i] ?? ''])));
}

function csvRows(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let value = '';
  let quoted = false;
  const endRow = (): void => {
    row.push(value);
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
    value = '';
  };
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charAt(i);
    if (quoted) {
      if (c !== '"') value += c;
      else if (text.charAt(i + 1) === '"') {
        value += '"';
        i += 1;
      } else quoted = false;
    } else if (c === '"' && value === '') quoted = true;
    else if (c === delimiter) {
      row.push(value);
      value = '';
    } else if (c === '\n') endRow();
    else if (c !== '\r') value += c;
  }
  if (value !== '' || row.length > 0) endRow();
  return rows;
}
