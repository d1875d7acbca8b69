import { describe, expect, it } from 'vitest';
import { type CombinableCrc, type Crc, combineCrcs, createCrc32, createCrc32c, createCrc64Nvme } from './crc.ts';

const KINDS: readonly (readonly [CombinableCrc, () => Crc, string])[] = [
  // The check values of the text 123456789, as the catalogue of CRC algorithms has them.
  ['CRC32', createCrc32, 'cbf43926'],
  ['CRC32C', createCrc32c, 'e3069283'],
  ['CRC64NVME', createCrc64Nvme, 'ae8b14860a799888'],
];

describe.each(KINDS)('%s', (name, create, check) => {
  const digest = (...chunks: Uint8Array[]): Buffer => {
    const crc = create();
    for (const chunk of chunks) crc.update(chunk);
    return crc.digest();
  };
  const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => (index * index * 31 + 7) & 255));

  it('has the check value of its definition', () => {
    expect(digest(Buffer.from('123456789')).toString('hex')).toBe(check);
    expect(Number(`0x${digest().toString('hex')}`)).toBe(0);
  });

  it('is the same however the bytes are cut', () => {
    const whole = digest(bytes);
    for (let cut = 0; cut < 40; cut += 1) expect(digest(bytes.subarray(0, cut), bytes.subarray(cut))).toEqual(whole);
  });

  it('is put together from the checks of two parts', () => {
    for (const cut of [0, 1, 9, 500, 999, 1000]) {
      const [left, right] = [bytes.subarray(0, cut), bytes.subarray(cut)];
      expect(combineCrcs(name, digest(left), digest(right), right.length)).toEqual(digest(bytes));
    }
  });
});
