import { padMessage } from './merkle-damgard.ts';
import { firstPrimes, fractionBits } from './prime-roots.ts';

const MASK = (1n << 64n) - 1n;

/** The constants, made when first needed: few executions hash with SHA-384 or SHA-512. */
let round: readonly bigint[] | undefined;

/** SHA-512. @see https://csrc.nist.gov/pubs/fips/180-4/upd1/final */
export function sha512(message: Uint8Array): Uint8Array {
  return digest(
    message,
    firstPrimes(8).map((prime) => fractionBits(prime, 2, 64)),
    64,
  );
}

/** SHA-384: SHA-512 from another start, cut. @see https://csrc.nist.gov/pubs/fips/180-4/upd1/final */
export function sha384(message: Uint8Array): Uint8Array {
  return digest(
    message,
    firstPrimes(16)
      .slice(8)
      .map((prime) => fractionBits(prime, 2, 64)),
    48,
  );
}

function digest(message: Uint8Array, start: readonly bigint[], length: number): Uint8Array {
  round ??= firstPrimes(80).map((prime) => fractionBits(prime, 3, 64));
  const padded = padMessage(message, 128, 16, false);
  const view = new DataView(padded.buffer);
  const schedule: bigint[] = [];
  const hash = [...start];
  for (let block = 0; block < padded.length; block += 128) {
    for (let i = 0; i < 16; i += 1) schedule[i] = view.getBigUint64(block + i * 8);
    for (let i = 16; i < 80; i += 1) {
      const near = schedule[i - 2] as bigint;
      const far = schedule[i - 15] as bigint;
      const low = rotate(far, 1n) ^ rotate(far, 8n) ^ (far >> 7n);
      const high = rotate(near, 19n) ^ rotate(near, 61n) ^ (near >> 6n);
      schedule[i] = ((schedule[i - 16] as bigint) + low + (schedule[i - 7] as bigint) + high) & MASK;
    }
    let [a, b, c, d, e, f, g, h] = hash as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
    for (let i = 0; i < 80; i += 1) {
      const high = rotate(e, 14n) ^ rotate(e, 18n) ^ rotate(e, 41n);
      const first = h + high + ((e & f) ^ (~e & MASK & g)) + (round[i] as bigint) + (schedule[i] as bigint);
      const low = rotate(a, 28n) ^ rotate(a, 34n) ^ rotate(a, 39n);
      const second = low + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) & MASK, c, b, a, (first + second) & MASK];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      hash[i] = ((hash[i] as bigint) + word) & MASK;
    });
  }
  const bytes = new Uint8Array(64);
  const out = new DataView(bytes.buffer);
  hash.forEach((word, i) => {
    out.setBigUint64(i * 8, word);
  });
  return bytes.slice(0, length);
}

function rotate(word: bigint, by: bigint): bigint {
  return ((word >> by) | (word << (64n - by))) & MASK;
}
