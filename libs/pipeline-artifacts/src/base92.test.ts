import { describe, expect, it } from 'vitest';
import { decodeBase92, encodeBase92 } from './base92.ts';

describe('base 92', () => {
  it('writes no backslash, no quote and no space', () => {
    expect(encodeBase92(new Uint8Array(Array.from({ length: 4096 }, (_, index) => (index * 167) % 256)))).toMatch(
      /^[!#-[\]-~]+$/,
    );
  });

  it('writes a digit that would be a backslash as an exclamation mark', () => {
    expect(encodeBase92(new Uint8Array([0x4d]))).toBe('&!');
  });

  it.each([0, 1, 2, 3, 4, 5, 255, 16_384])('reads %d bytes as they were written', (length) => {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 89 + 7) % 256);

    expect(Uint8Array.from(decodeBase92(encodeBase92(bytes)))).toEqual(bytes);
  });

  it('keeps zeros at both ends', () => {
    expect([...decodeBase92(encodeBase92(new Uint8Array([0, 0, 7, 0])))]).toEqual([0, 0, 7, 0]);
  });
});
