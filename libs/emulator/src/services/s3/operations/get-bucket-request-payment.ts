import type { GetBucketRequestPaymentCommandInput, GetBucketRequestPaymentOutput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import type { S3 } from '../s3.ts';

/**
 * Returns who pays for requests: always the owner of the bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketRequestPayment.html
 */
export function getBucketRequestPayment({
  buckets,
}: S3): OperationHandler<GetBucketRequestPaymentCommandInput, GetBucketRequestPaymentOutput> {
  return ({ Bucket }) => {
    buckets.get(Bucket);
    return { Payer: 'BucketOwner' };
  };
}
