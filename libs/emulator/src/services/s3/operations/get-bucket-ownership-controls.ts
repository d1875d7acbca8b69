import type { GetBucketOwnershipControlsCommandInput, GetBucketOwnershipControlsOutput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { getConfiguration } from '../bucket-configuration.ts';
import { OWNERSHIP_CONTROLS } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Returns the ownership controls of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html
 */
export function getBucketOwnershipControls(
  s3: S3,
): OperationHandler<GetBucketOwnershipControlsCommandInput, GetBucketOwnershipControlsOutput> {
  return ({ Bucket }) => getConfiguration(s3, Bucket, OWNERSHIP_CONTROLS);
}
