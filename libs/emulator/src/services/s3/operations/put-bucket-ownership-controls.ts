import type { PutBucketOwnershipControlsCommandInput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { putConfiguration } from '../bucket-configuration.ts';
import { OWNERSHIP_CONTROLS } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Replaces the ownership controls of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html
 */
export function putBucketOwnershipControls(s3: S3): OperationHandler<PutBucketOwnershipControlsCommandInput, undefined> {
  return (input) => {
    putConfiguration(s3, input, OWNERSHIP_CONTROLS);
    return undefined;
  };
}
