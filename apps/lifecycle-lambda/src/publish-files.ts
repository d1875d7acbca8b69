import { brotliDecompressSync } from 'node:zlib';
import type { S3 } from '@aws-sdk/client-s3';
import { decodeBase92 } from '@stepmaker/pipeline-artifacts/base92';
import type { Patience } from './patience.ts';

/** A role's policy may take this long to reach every corner of S3 after its creation. */
const ACCESS_ATTEMPTS = 30;

/**
 * Puts the template's files into the bucket: the ML scripts, the definitions of the state machines, a README under `raw-data/`.
 *
 * @param files keys and texts in turn, separated by NUL, Brotli-compressed, in base 92
 * @throws Error of S3, with the key that could not be written
 */
export async function publishFiles(s3: S3, bucket: string, files: string, { pause }: Patience): Promise<void> {
  const parts = brotliDecompressSync(decodeBase92(files)).toString().split('\0');
  for (let index = 0; index < parts.length; index += 2) {
    const [Key, Body] = parts.slice(index, index + 2) as [string, string];
    for (let attempt = 1; ; attempt += 1) {
      try {
        await s3.putObject({ Bucket: bucket, Key, Body, ContentType: 'text/plain; charset=utf-8' });
        break;
      } catch (error) {
        const { name, message } = error as Error;
        if (name !== 'AccessDenied' || attempt === ACCESS_ATTEMPTS) throw new Error(`s3://${bucket}/${Key}: ${message}`);
        await pause();
      }
    }
  }
}
