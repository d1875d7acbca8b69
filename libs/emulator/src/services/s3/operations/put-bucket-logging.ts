import type { PutBucketLoggingCommandInput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { putConfiguration } from '../bucket-configuration.ts';
import { LOGGING } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Replaces the access logging of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLogging.html
 */
export function putBucketLogging(s3: S3): OperationHandler<PutBucketLoggingCommandInput, undefined> {
  return (input) => {
    putConfiguration(s3, input, LOGGING);
    return undefined;
  };
}
