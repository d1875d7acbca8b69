import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { decodeBase92, encodeBase92 } from './base92.ts';

/**
 * Encodes files as the core template carries them: keys and texts in turn, separated by the character NUL, Brotli-compressed, in base 92. JSON
 * would escape every quote of the definitions, which takes half a kilobyte more.
 *
 * @param files texts by their key in the bucket
 */
export function encodeFiles(files: Readonly<Record<string, string>>): string {
  const text = Buffer.from(Object.entries(files).flat().join('\0'));
  const compressed = brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.byteLength,
    },
  });
  return encodeBase92(compressed);
}

/** Decodes files that `encodeFiles` has encoded. Returns the texts by their key. */
export function decodeFiles(encoded: string): Record<string, string> {
  const parts = brotliDecompressSync(decodeBase92(encoded)).toString().split('\0');
  return Object.fromEntries(parts.flatMap((key, index) => (index % 2 === 0 ? [[key, parts[index + 1] ?? '']] : [])));
}
