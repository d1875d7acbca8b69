import { describe, expect, it } from 'vitest';
import { decodeBase85, encodeBase85 } from './base85.ts';

describe('base 85', () => {
  it('writes four bytes as five characters, none of them a backslash or a quote', () => {
    expect(encodeBase85(new Uint8Array([0, 0, 0, 0]))).toBe('(((((');
    // 85 ** 4 * 52: the digit that would be a backslash.
    expect(encodeBase85(new Uint8Array([0xa1, 0xca, 0xf3, 0xf4]))).toBe('~((((');
    expect(encodeBase85(new Uint8Array([255, 255, 255, 255]))).toBe('z?^4(');
    expect(encodeBase85(new Uint8Array(Array.from({ length: 4096 }, (_, index) => (index * 167) % 256)))).not.toMatch(/["'\\]/);
  });

  it.each([0, 1, 2, 3, 4, 5, 255])('reads %d bytes as they were written, with zeros after them', (length) => {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 89 + 7) % 256);

    const read = decodeBase85(encodeBase85(bytes));

    expect(read.slice(0, length)).toEqual(bytes);
    expect(read.slice(length)).toEqual(new Uint8Array((4 - (length % 4)) % 4));
  });
});
