import type { DeletePublicAccessBlockCommandInput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { deleteConfiguration } from '../bucket-configuration.ts';
import { PUBLIC_ACCESS_BLOCK } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Deletes the public access block of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeletePublicAccessBlock.html
 */
export function deletePublicAccessBlock(s3: S3): OperationHandler<DeletePublicAccessBlockCommandInput, undefined> {
  return ({ Bucket }) => {
    deleteConfiguration(s3, Bucket, PUBLIC_ACCESS_BLOCK);
    return undefined;
  };
}
