import type { PutBucketVersioningCommandInput } from '@aws-sdk/client-s3';
import { notServed } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { refusal } from '../errors.ts';
import type { S3 } from '../s3.ts';

/**
 * Enables or suspends the versions of the objects of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html
 */
export function putBucketVersioning({
  buckets,
}: S3): OperationHandler<Given<PutBucketVersioningCommandInput, 'VersioningConfiguration'>, undefined> {
  return ({ Bucket, VersioningConfiguration }) => {
    const { Status, MFADelete } = VersioningConfiguration;
    const bucket = buckets.get(Bucket);
    if (MFADelete === 'Enabled') throw notServed('S3 MFADelete');
    if (Status !== 'Enabled' && Status !== 'Suspended')
      throw refusal('IllegalVersioningConfigurationException', 'The Versioning element must be specified');
    buckets.put({ ...bucket, versioning: Status });
    return undefined;
  };
}
