import { describe, expect, it } from 'vitest';
import { firstRecord } from './first-record.ts';

describe('firstRecord', () => {
  it('reads quoted fields with commas, quotes and line breaks', () => {
    expect(firstRecord('a,"b ""c""",d\r\n1,"x,\ny",\r\n2,z,3\r\n')).toEqual({ a: '1', 'b "c"': 'x,\ny', d: '' });
  });

  it('gives empty values to a header alone', () => {
    expect(firstRecord('a,b')).toEqual({ a: '', b: '' });
  });
});
