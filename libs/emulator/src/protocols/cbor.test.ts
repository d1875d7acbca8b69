import { describe, expect, it } from 'vitest';
import { decodeCbor, encodeCbor } from './cbor.ts';

describe('CBOR', () => {
  it('reads the examples of RFC 8949', () => {
    const examples: readonly (readonly [string, unknown])[] = [
      ['00', 0],
      ['1903e8', 1000],
      ['1b000000e8d4a51000', 1_000_000_000_000],
      ['3903e7', -1000],
      ['f93c00', 1],
      ['f97bff', 65504],
      ['fa47c35000', 100_000],
      ['fbc010666666666666', -4.1],
      ['f90001', 2 ** -24],
      ['c11a514b67b0', 1_363_896_240],
      ['6449455446', 'IETF'],
      ['4401020304', Uint8Array.of(1, 2, 3, 4)],
      ['83010203', [1, 2, 3]],
      ['a201020304', { 1: 2, 3: 4 }],
      ['9f018202039f0405ffff', [1, [2, 3], [4, 5]]],
      ['bf61610161629f0203ffff', { a: 1, b: [2, 3] }],
      ['7f657374726561646d696e67ff', 'streaming'],
      ['5f42010243030405ff', Uint8Array.of(1, 2, 3, 4, 5)],
    ];
    for (const [hex, value] of examples) {
      const decoded = decodeCbor(Buffer.from(hex, 'hex'));
      expect(decoded instanceof Uint8Array ? Uint8Array.from(decoded) : decoded, hex).toEqual(value);
    }
  });

  it('reads back what it wrote', () => {
    const value = {
      text: 'ä🚀',
      small: 23,
      byte: 255,
      short: 65_535,
      word: 2 ** 32,
      negative: -70_000,
      real: 0.1,
      yes: true,
      none: null,
      list: [[], {}],
    };
    expect(decodeCbor(encodeCbor(value))).toEqual(value);
    expect(decodeCbor(encodeCbor({ at: { epochSeconds: 1.5 }, left: undefined }))).toEqual({ at: 1.5 });
  });

  it('refuses bytes that are not CBOR', () => {
    for (const hex of ['', '1c', '8301', 'fb00', '62ff', '9b00000000ffffffff', '61', '81'.repeat(100)])
      expect(() => decodeCbor(Buffer.from(hex, 'hex')), hex).toThrow(expect.objectContaining({ code: 'SerializationException' }));
  });
});
