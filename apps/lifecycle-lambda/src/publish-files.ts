import { brotliDecompressSync } from 'node:zlib';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { decodeBase85 } from '@stepmaker/asl/base85';
import type { Patience } from './patience.ts';

/** A role's policy may take this long to reach every corner of S3 after its creation. */
const ACCESS_ATTEMPTS = 30;

/**
 * Puts the template's files into the bucket: the ML scripts, the definition of the state machine, a word of welcome under `raw-data/`.
 *
 * @param files `{ key: text }` as JSON, Brotli-compressed, in base 85
 * @throws Error of S3, with the key that could not be written
 */
export async function publishFiles(s3: S3Client, bucket: string, files: string, { pause }: Patience): Promise<void> {
  const texts: Record<string, string> = JSON.parse(brotliDecompressSync(decodeBase85(files)).toString());
  for (const [Key, Body] of Object.entries(texts)) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType: 'text/plain; charset=utf-8' }));
        break;
      } catch (error) {
        const { name, message } = error as Error;
        if (name !== 'AccessDenied' || attempt === ACCESS_ATTEMPTS) throw new Error(`s3://${bucket}/${Key}: ${message}`);
        await pause();
      }
    }
  }
}
