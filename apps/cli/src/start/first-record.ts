/** The first two records of a CSV text as one object: the header's names with the first row's values. Quoted fields may hold anything. */
export function firstRecord(text: string): Record<string, string> {
  const [header = [], row = []] = records(text, 2);
  return Object.fromEntries(header.map((name, index) => [name, row[index] ?? '']));
}

const FIELD = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/y;

function records(text: string, count: number): string[][] {
  const found: string[][] = [];
  let record: string[] = [];
  FIELD.lastIndex = 0;
  while (found.length < count && FIELD.lastIndex <= text.length) {
    const match = FIELD.exec(text);
    if (match === null) break;
    const [, field = '', end] = match;
    record.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (end === ',') continue;
    found.push(record);
    record = [];
    if (end === '') break;
  }
  return found;
}
