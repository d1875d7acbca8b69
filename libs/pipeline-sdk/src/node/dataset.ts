import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { S3Client } from '@aws-sdk/client-s3';

/** A file to be put into a bucket. */
export interface UploadOptions {
  readonly s3: S3Client;
  /** Path of the file. */
  readonly file: string;
  readonly bucket: string;
  readonly key: string;
  readonly signal?: AbortSignal;
}

/** Uploads a file, streaming, and gives its `s3://` URI. @throws the file system's or S3's error */
export async function uploadDataset({ s3, file, bucket, key, signal }: UploadOptions): Promise<string> {
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const { size } = await stat(file);
  const command = new PutObjectCommand({
    Bucket: bucket,
    Key: key,
    Body: createReadStream(file),
    ContentLength: size,
    ContentType: 'text/csv',
  });
  await s3.send(command, signal ? { abortSignal: signal } : {});
  return `s3://${bucket}/${key}`;
}
