import { hexOf } from './hex.ts';
import { md5 } from './md5.ts';
import { sha1 } from './sha1.ts';
import { sha256 } from './sha256.ts';
import { sha384, sha512 } from './sha512.ts';
import { utf8Encode } from './utf8.ts';

const ALGORITHMS: Readonly<Record<string, (message: Uint8Array) => Uint8Array>> = {
  MD5: md5,
  'SHA-1': sha1,
  'SHA-256': sha256,
  'SHA-384': sha384,
  'SHA-512': sha512,
};

/** The names that {@link hashText} knows. */
export const HASH_ALGORITHMS: readonly string[] = Object.keys(ALGORITHMS);

/** The hash of a text's UTF-8 bytes, in hexadecimal digits; `undefined` for an unknown algorithm. */
export function hashText(text: string, algorithm: string): string | undefined {
  const hash = Object.hasOwn(ALGORITHMS, algorithm) ? ALGORITHMS[algorithm] : undefined;
  return hash === undefined ? undefined : hexOf(hash(utf8Encode(text)));
}
