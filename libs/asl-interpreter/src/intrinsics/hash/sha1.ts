import { bytesOfWords, padMessage, rotateLeft } from './merkle-damgard.ts';

/** SHA-1. @see https://csrc.nist.gov/pubs/fips/180-4/upd1/final */
export function sha1(message: Uint8Array): Uint8Array {
  const padded = padMessage(message, 64, 8, false);
  const view = new DataView(padded.buffer);
  const schedule = new Int32Array(80);
  const hash = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 16; i += 1) schedule[i] = view.getInt32(block + i * 4);
    for (let i = 16; i < 80; i += 1) {
      const word =
        (schedule[i - 3] as number) ^ (schedule[i - 8] as number) ^ (schedule[i - 14] as number) ^ (schedule[i - 16] as number);
      schedule[i] = rotateLeft(word, 1);
    }
    let [a, b, c, d, e] = hash as [number, number, number, number, number];
    for (let i = 0; i < 80; i += 1) {
      const round = Math.floor(i / 20);
      const mixed = round === 0 ? (b & c) | (~b & d) : round === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
      const constant = round === 0 ? 0x5a827999 : round === 1 ? 0x6ed9eba1 : round === 2 ? 0x8f1bbcdc : 0xca62c1d6;
      const next = (rotateLeft(a, 5) + mixed + e + constant + (schedule[i] as number)) | 0;
      [e, d, c, b, a] = [d, c, rotateLeft(b, 30), a, next];
    }
    [a, b, c, d, e].forEach((word, i) => {
      hash[i] = ((hash[i] as number) + word) | 0;
    });
  }
  return bytesOfWords(hash, 5, false);
}
