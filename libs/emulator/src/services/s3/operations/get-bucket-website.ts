import type { GetBucketWebsiteCommandInput, GetBucketWebsiteOutput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { getConfiguration } from '../bucket-configuration.ts';
import { WEBSITE } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Returns the website configuration of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketWebsite.html
 */
export function getBucketWebsite(s3: S3): OperationHandler<GetBucketWebsiteCommandInput, GetBucketWebsiteOutput> {
  return ({ Bucket }) => getConfiguration(s3, Bucket, WEBSITE);
}
