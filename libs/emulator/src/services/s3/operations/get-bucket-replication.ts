import type { GetBucketReplicationCommandInput, GetBucketReplicationOutput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { getConfiguration } from '../bucket-configuration.ts';
import { REPLICATION } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Returns the replication rules of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketReplication.html
 */
export function getBucketReplication(s3: S3): OperationHandler<GetBucketReplicationCommandInput, GetBucketReplicationOutput> {
  return ({ Bucket }) => getConfiguration(s3, Bucket, REPLICATION);
}
