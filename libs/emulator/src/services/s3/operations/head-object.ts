import type { HeadObjectCommandInput, HeadObjectOutput } from '@aws-sdk/client-s3';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { readObject } from '../object-reading.ts';
import type { S3 } from '../s3.ts';

/**
 * Returns the headers of an object.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
 */
export function headObject(s3: S3): OperationHandler<Given<HeadObjectCommandInput, 'Bucket' | 'Key'>, HeadObjectOutput> {
  return (input) => readObject(s3, input).output;
}
