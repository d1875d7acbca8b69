import type { PutBucketRequestPaymentCommandInput } from '@aws-sdk/client-s3';
import { notServed } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { S3 } from '../s3.ts';

/**
 * Sets who pays for requests: only the owner of the bucket is served.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketRequestPayment.html
 */
export function putBucketRequestPayment({
  buckets,
}: S3): OperationHandler<Given<PutBucketRequestPaymentCommandInput, 'RequestPaymentConfiguration'>, undefined> {
  return ({ Bucket, RequestPaymentConfiguration }) => {
    buckets.get(Bucket);
    if (RequestPaymentConfiguration.Payer === 'Requester') throw notServed("S3's Payer Requester");
    return undefined;
  };
}
