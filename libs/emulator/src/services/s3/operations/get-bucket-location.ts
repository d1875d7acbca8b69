import type { GetBucketLocationCommandInput, GetBucketLocationOutput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import type { S3 } from '../s3.ts';

/**
 * Returns the region of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
 */
export function getBucketLocation({ buckets }: S3): OperationHandler<GetBucketLocationCommandInput, GetBucketLocationOutput> {
  return ({ Bucket }) => {
    const { region } = buckets.get(Bucket);
    return region === 'us-east-1' ? {} : { LocationConstraint: region as 'eu-west-1' };
  };
}
