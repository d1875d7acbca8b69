import { bytesOfWords, padMessage, rotateLeft } from './merkle-damgard.ts';
import { firstPrimes, fractionBits } from './prime-roots.ts';

const PRIMES = firstPrimes(64);
const ROUND = Uint32Array.from(PRIMES, (prime) => Number(fractionBits(prime, 3, 32)));
const START = Uint32Array.from(PRIMES.slice(0, 8), (prime) => Number(fractionBits(prime, 2, 32)));

/** SHA-256. @see https://csrc.nist.gov/pubs/fips/180-4/upd1/final */
export function sha256(message: Uint8Array): Uint8Array {
  const padded = padMessage(message, 64, 8, false);
  const view = new DataView(padded.buffer);
  const schedule = new Int32Array(64);
  const hash = Int32Array.from(START);
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 16; i += 1) schedule[i] = view.getInt32(block + i * 4);
    for (let i = 16; i < 64; i += 1) {
      const near = schedule[i - 2] as number;
      const far = schedule[i - 15] as number;
      const low = rotateLeft(far, 25) ^ rotateLeft(far, 14) ^ (far >>> 3);
      const high = rotateLeft(near, 15) ^ rotateLeft(near, 13) ^ (near >>> 10);
      schedule[i] = (schedule[i - 16] as number) + low + (schedule[i - 7] as number) + high;
    }
    let [a, b, c, d, e, f, g, h] = hash as unknown as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < 64; i += 1) {
      const high = rotateLeft(e, 26) ^ rotateLeft(e, 21) ^ rotateLeft(e, 7);
      const first = (h + high + ((e & f) ^ (~e & g)) + (ROUND[i] as number) + (schedule[i] as number)) | 0;
      const low = rotateLeft(a, 30) ^ rotateLeft(a, 19) ^ rotateLeft(a, 10);
      const second = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      hash[i] = (hash[i] as number) + word;
    });
  }
  return bytesOfWords(hash, 8, false);
}
