import type { PutBucketNotificationConfigurationCommandInput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { putConfiguration } from '../bucket-configuration.ts';
import { NOTIFICATION } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Replaces the notification configuration of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html
 */
export function putBucketNotificationConfiguration(
  s3: S3,
): OperationHandler<PutBucketNotificationConfigurationCommandInput, undefined> {
  return (input) => {
    putConfiguration(s3, input, NOTIFICATION);
    return undefined;
  };
}
