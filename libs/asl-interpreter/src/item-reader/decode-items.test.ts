import { describe, expect, it } from 'vitest';
import { decodeItems } from './decode-items.ts';

describe('decodeItems', () => {
  it('reads CSV with quotes, empty lines, a byte order mark and Windows line ends', () => {
    const text = '\ufeffid,name\r\n1,"a ""b"", c"\r\n\r\n2,\r\n3,"two\nlines"';

    expect(decodeItems(text, { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' })).toEqual([
      { id: '1', name: 'a "b", c' },
      { id: '2', name: '' },
      { id: '3', name: 'two\nlines' },
    ]);
  });

  it('takes headers and delimiter from the configuration', () => {
    const config = { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['a', 'b'], CSVDelimiter: 'PIPE', MaxItems: 1 };

    expect(decodeItems('1|2\n3|4', config)).toEqual([{ a: '1', b: '2' }]);
  });

  it('reads JSON lines', () => {
    expect(decodeItems('{"a":1}\n\n2\n', { InputType: 'JSONL' })).toEqual([{ a: 1 }, 2]);
  });

  it('reads a JSON array, also one inside the document', () => {
    expect(decodeItems('[1,2,3]', { InputType: 'JSON', MaxItems: 2 })).toEqual([1, 2]);
    expect(decodeItems('[1,2,3]', { InputType: 'JSON', MaxItems: 0 })).toEqual([1, 2, 3]);
    expect(decodeItems('{"a/b":[{"c":[7]}]}', { InputType: 'JSON', ItemsPointer: '/a~1b/0/c' })).toEqual([7]);
  });

  it('says why it cannot', () => {
    expect(() => decodeItems('5', { InputType: 'JSON' })).toThrow('Attempting to map over non-iterable node.');
    expect(() => decodeItems('nonsense', { InputType: 'JSON' })).toThrow('not valid JSON');
    expect(() => decodeItems('', { InputType: 'PARQUET' })).toThrow('PARQUET');
    expect(() => decodeItems('[1]', { MaxItems: -1 })).toThrow('field MaxItems must be positive');
  });

  it('makes the best of rows that are too short, and of a file without any', () => {
    expect(decodeItems('a,b\n1', { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' })).toEqual([{ a: '1', b: '' }]);
    expect(decodeItems('', { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' })).toEqual([]);
    expect(decodeItems('1', { InputType: 'CSV', CSVHeaderLocation: 'GIVEN' })).toEqual([{}]);
    expect(decodeItems('[1]', null)).toEqual([1]);
  });
});
