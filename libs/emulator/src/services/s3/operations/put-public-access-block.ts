import type { PutPublicAccessBlockCommandInput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { putConfiguration } from '../bucket-configuration.ts';
import { PUBLIC_ACCESS_BLOCK } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Replaces the public access block of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html
 */
export function putPublicAccessBlock(s3: S3): OperationHandler<PutPublicAccessBlockCommandInput, undefined> {
  return (input) => {
    putConfiguration(s3, input, PUBLIC_ACCESS_BLOCK);
    return undefined;
  };
}
