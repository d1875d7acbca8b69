import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64Decode, base64Encode } from './base64.ts';
import { HASH_ALGORITHMS, hashText } from './hash.ts';
import { utf8Decode, utf8Encode, utf8Length } from './utf8.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 300 });

describe('hashText', () => {
  for (const algorithm of HASH_ALGORITHMS) {
    it(`gives what node:crypto gives for ${algorithm}`, () => {
      const theirs = (value: string) => createHash(algorithm.replace('-', '').toLowerCase()).update(value).digest('hex');

      fc.assert(fc.property(text, (value) => hashText(value, algorithm) === theirs(value)));
      for (const length of [55, 56, 63, 64, 111, 112, 127, 128]) {
        expect(hashText('a'.repeat(length), algorithm)).toBe(theirs('a'.repeat(length)));
      }
    });
  }

  it('knows no other algorithm', () => {
    expect(hashText('a', 'constructor')).toBeUndefined();
  });
});

describe('UTF-8 and Base64', () => {
  it('agree with Buffer, there and back', () => {
    fc.assert(
      fc.property(text, (value) => {
        const bytes = utf8Encode(value);
        expect(base64Encode(bytes)).toBe(Buffer.from(value).toString('base64'));
        expect(utf8Decode(base64Decode(base64Encode(bytes)) as Uint8Array)).toBe(value);
        expect(utf8Length(value)).toBe(Buffer.byteLength(value));
      }),
    );
  });

  it('refuses text that is not Base64', () => {
    for (const wrong of ['a', 'a=', 'ab=', '====', 'ab cd', 'äb']) expect(base64Decode(wrong)).toBeUndefined();
  });
});
