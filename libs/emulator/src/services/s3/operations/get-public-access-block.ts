import type { GetPublicAccessBlockCommandInput, GetPublicAccessBlockOutput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { getConfiguration } from '../bucket-configuration.ts';
import { PUBLIC_ACCESS_BLOCK } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Returns the public access block of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html
 */
export function getPublicAccessBlock(s3: S3): OperationHandler<GetPublicAccessBlockCommandInput, GetPublicAccessBlockOutput> {
  return ({ Bucket }) => getConfiguration(s3, Bucket, PUBLIC_ACCESS_BLOCK);
}
