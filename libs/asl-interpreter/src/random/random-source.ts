import { hexOf } from '../intrinsics/hash/hex.ts';
import { sha256 } from '../intrinsics/hash/sha256.ts';
import { utf8Encode } from '../intrinsics/hash/utf8.ts';

const LONG = 2 ** 63;
const JAVA_MULTIPLIER = 0x5deece66dn;

/**
 * Randomness that can be had again: the same seed and the same order of draws give the same numbers.
 * Four 32-bit words of state, "sfc32" by Chris Doty-Humphrey (public domain), seeded by SHA-256.
 */
export class RandomSource {
  #a: number;
  #b: number;
  #c: number;
  #counter: number;
  readonly #seed: string;

  constructor(seed: string) {
    this.#seed = seed;
    const words = new DataView(sha256(utf8Encode(seed)).buffer);
    this.#a = words.getUint32(0);
    this.#b = words.getUint32(4);
    this.#c = words.getUint32(8);
    this.#counter = 1;
    for (let i = 0; i < 12; i += 1) this.word();
  }

  /** 32 random bits. */
  word(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return sum >>> 0;
  }

  /** Returns a number from 0 up to, but without, 1. */
  number(): number {
    return (this.word() * 2 ** 21 + (this.word() >>> 11)) / 2 ** 53;
  }

  /** A version 4 UUID. */
  uuid(): string {
    const bytes = new Uint8Array(16);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < 4; i += 1) view.setUint32(i * 4, this.word());
    bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
    const hex = hexOf(bytes);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  /** Bytes that no one can guess who does not know the seed; the same for the same purpose. */
  secret(purpose: string): Uint8Array {
    return sha256(utf8Encode(`${this.#seed}\n${purpose}`));
  }
}

/**
 * The first number that a given seed gives, for `States.MathRandom` and `$random`: that of Java's `java.util.Random`, a linear
 * congruential generator with 48 bits of state.
 *
 * @see https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/Random.html#nextDouble()
 */
export function seededNumber(seed: number): number {
  let state = BigInt.asUintN(48, BigInt(Math.trunc(Math.max(-LONG, Math.min(LONG, seed)))) ^ JAVA_MULTIPLIER);
  const next = (bits: bigint) => {
    state = BigInt.asUintN(48, state * JAVA_MULTIPLIER + 0xbn);
    return Number(state >> (48n - bits));
  };
  return (next(26n) * 2 ** 27 + next(27n)) / 2 ** 53;
}
