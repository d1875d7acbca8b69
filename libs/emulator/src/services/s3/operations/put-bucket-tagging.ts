import type { PutBucketTaggingCommandInput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { putConfiguration } from '../bucket-configuration.ts';
import { TAGGING } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Replaces the tags of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html
 */
export function putBucketTagging(s3: S3): OperationHandler<PutBucketTaggingCommandInput, undefined> {
  return (input) => {
    putConfiguration(s3, input, TAGGING);
    return undefined;
  };
}
