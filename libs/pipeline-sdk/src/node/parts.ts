import { createHash } from 'node:crypto';

/** A part of an object. */
export interface Part {
  /** Number of the part, from 1. */
  readonly number: number;
  readonly body: Uint8Array;
  /** SHA-256, in base64. */
  readonly checksum: string;
  readonly isLast: boolean;
}

/** Cuts bytes into parts of `size`; the last one is what is left. At least one, which may be empty. */
export async function* parts(bytes: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Part, void, void> {
  let number = 1;
  let held: Uint8Array[] = [];
  let length = 0;
  const cut = (isLast: boolean): Part => {
    const whole = Buffer.concat(held);
    const body = isLast ? whole : whole.subarray(0, size);
    held = isLast ? [] : [whole.subarray(size)];
    length -= body.length;
    return { number: number++, body, checksum: sha256(body), isLast };
  };
  for await (const chunk of bytes) {
    held.push(chunk);
    length += chunk.length;
    // One byte more than a part, so that the last part is known as such.
    while (length > size) yield cut(false);
  }
  yield cut(true);
}

/** SHA-256, in base64. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64');
}

/** The checksum that S3 gives an object of several parts: that of their checksums, and how many they are. */
export function compositeChecksum(checksums: readonly string[]): string {
  return `${sha256(Buffer.concat(checksums.map((checksum) => Buffer.from(checksum, 'base64'))))}-${checksums.length}`;
}
