/** Pads a message as MD5 and the SHA family require: a one bit, zeros, and the length in bits at the end of a whole block. */
export function padMessage(message: Uint8Array, blockBytes: number, lengthBytes: number, littleEndian: boolean): Uint8Array {
  const blocks = Math.ceil((message.length + 1 + lengthBytes) / blockBytes);
  const padded = new Uint8Array(blocks * blockBytes);
  padded.set(message);
  padded[message.length] = 0x80;
  new DataView(padded.buffer).setBigUint64(padded.length - 8, BigInt(message.length) * 8n, littleEndian);
  return padded;
}

/** Rotates 32 bits to the left. */
export function rotateLeft(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/** 32-bit words as bytes. */
export function bytesOfWords(words: Iterable<number>, count: number, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(count * 4);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const word of words) {
    view.setUint32(at, word >>> 0, littleEndian);
    at += 4;
  }
  return bytes;
}
