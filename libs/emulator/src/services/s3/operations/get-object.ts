import type { Readable } from 'node:stream';
import type { GetObjectCommandInput, GetObjectOutput } from '@aws-sdk/client-s3';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { readObject } from '../object-reading.ts';
import type { S3 } from '../s3.ts';

/**
 * Returns the bytes of an object, or a range of them, with its headers.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function getObject(
  s3: S3,
): OperationHandler<Given<GetObjectCommandInput, 'Bucket' | 'Key'>, Omit<GetObjectOutput, 'Body'> & { Body: Readable }> {
  return async (input, call) => {
    const { version, range, output } = readObject(s3, input);
    await s3.encryption.requireReading(version, call);
    const { start, end } = range ?? { start: 0, end: version.size - 1 };
    return { ...output, TagCount: version.tags.length || undefined, Body: await s3.files.read(version.pieces, start, end) };
  };
}
