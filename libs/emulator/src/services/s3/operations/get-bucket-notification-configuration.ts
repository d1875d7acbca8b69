import type { GetBucketNotificationConfigurationCommandInput, NotificationConfiguration } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { getConfiguration } from '../bucket-configuration.ts';
import { NOTIFICATION } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Returns the notification configuration of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html
 */
export function getBucketNotificationConfiguration(
  s3: S3,
): OperationHandler<GetBucketNotificationConfigurationCommandInput, NotificationConfiguration> {
  return ({ Bucket }) => getConfiguration(s3, Bucket, NOTIFICATION);
}
