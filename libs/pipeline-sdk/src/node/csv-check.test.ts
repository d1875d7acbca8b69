import { describe, expect, it } from 'vitest';
import { CsvCheck } from './csv-check.ts';

function check(text: string, chunkSize = text.length): void {
  const bytes = Buffer.from(text);
  const csv = new CsvCheck('houses.csv');
  for (let start = 0; start < bytes.length; start += chunkSize) csv.push(bytes.subarray(start, start + chunkSize));
  csv.end();
}

describe('CsvCheck', () => {
  it.each([
    ['with and without a last line end', 'a,b\n1,2\n3,4'],
    ['line ends of Windows, blank lines and a byte order mark', '\ufeffa,b\r\n\r\n1,2\r\n'],
    ['separators, quotes and line ends in quotes', 'a,"b, the ""second"""\n1,"x,\ny"\n'],
    ['quotes inside a value', 'a,b\n5"7,2\n'],
    ['empty values', 'a,b\n,\n1,\n'],
    ['semicolons, with commas in numbers', 'a;b\n1,5;2,5\n'],
    ['one column', 'a\n1\n2\n'],
  ])('takes %s, however it is cut', (_, text) => {
    for (const size of [1, 2, 3, text.length]) expect(() => check(text, size)).not.toThrow();
  });

  it.each([
    [
      'a last line that is cut off',
      'a,b,c\n1,2,3\n4,5',
      'houses.csv line 3: has 2 values where the header has 3; is the file whole?',
    ],
    [
      'a last line that is cut off in quotes',
      'a,b\n1,"x\ny',
      'houses.csv line 2: has a quote that never closes; is the file whole?',
    ],
    ['a short line in the middle', 'a,b\n1\n2,3\n', 'houses.csv line 2: has 1 value where the header has 2'],
    ['a long line', 'a,b\n"\n",2\n2,3,4\n', 'houses.csv line 4: has 3 values where the header has 2'],
    ['a header alone', 'a,b\n', 'houses.csv: has no rows; a header line and rows are needed'],
    ['nothing', '', 'houses.csv: has no rows; a header line and rows are needed'],
    ['bytes that are not text', 'a,b\n1,\u0000\n', 'houses.csv line 2: is not text; a CSV file with a header line is needed'],
  ])('refuses %s', (_, text, message) => {
    for (const size of [1, 2, 1000]) expect(() => check(text, size)).toThrow(message);
  });
});
