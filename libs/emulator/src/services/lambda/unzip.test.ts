import { describe, expect, it } from 'vitest';
import { unzip } from './unzip.ts';
import { zip } from './zip.ts';

describe('unzip', () => {
  it('reads what zip packs, to the byte', () => {
    const files = { 'index.js': 'x'.repeat(10_000), 'folder/empty': '', 'folder/ü.bin': new Uint8Array([0, 255]) };

    const entries = unzip(zip(files), 20_000);

    expect(entries.map(({ path, content }) => [path, Buffer.from(content).toString('hex')])).toEqual(
      Object.entries(files).map(([path, content]) => [path, Buffer.from(content as string).toString('hex')]),
    );
    expect(zip(files)).toEqual(zip(files));
  });

  it.each(['/etc/passwd', '../outside', 'a/../../outside', 'a\\..\\b'])('refuses the path %s', (path) => {
    expect(() => unzip(zip({ [path]: 'x' }), 100)).toThrow('path leaves the archive');
  });

  it('refuses archives beyond the limit, and what is none', () => {
    expect(() => unzip(zip({ a: 'x'.repeat(101) }), 100)).toThrow(RangeError);
    expect(() => unzip(Buffer.from('PK'), 100)).toThrow('no end of central directory');
  });
});
