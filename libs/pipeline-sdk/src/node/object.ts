import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { S3Client } from '@aws-sdk/client-s3';

/** Bucket and key of an `s3://bucket/key` URI. @throws Error when it is no such URI */
export function parseS3Uri(uri: string): { readonly bucket: string; readonly key: string } {
  const match = /^s3:\/\/([^/]+)\/(.*)$/.exec(uri);
  if (match === null) throw new Error(`Not an S3 URI: ${uri} (it would be s3://bucket/key)`);
  return { bucket: match[1] as string, key: match[2] as string };
}

/** Downloads an object to a file, which appears only when it is whole. */
export async function downloadObject({
  s3,
  uri,
  file,
}: {
  readonly s3: S3Client;
  readonly uri: string;
  readonly file: string;
}): Promise<void> {
  const { GetObjectCommand } = await import('@aws-sdk/client-s3');
  const { bucket, key } = parseS3Uri(uri);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  await mkdir(dirname(file), { recursive: true });
  await pipeline(Body as Readable, createWriteStream(`${file}.part`));
  await rename(`${file}.part`, file);
}

/** The text of an object. */
export async function readObject({ s3, uri }: { readonly s3: S3Client; readonly uri: string }): Promise<string> {
  const { GetObjectCommand } = await import('@aws-sdk/client-s3');
  const { bucket, key } = parseS3Uri(uri);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return (await Body?.transformToString()) ?? '';
}
