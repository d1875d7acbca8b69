import type { GetBucketLoggingCommandInput, GetBucketLoggingOutput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { getConfiguration } from '../bucket-configuration.ts';
import { LOGGING } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Returns the access logging of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLogging.html
 */
export function getBucketLogging(s3: S3): OperationHandler<GetBucketLoggingCommandInput, GetBucketLoggingOutput> {
  return ({ Bucket }) => getConfiguration(s3, Bucket, LOGGING);
}
