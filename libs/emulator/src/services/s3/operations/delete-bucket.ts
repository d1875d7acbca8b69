import type { DeleteBucketCommandInput } from '@aws-sdk/client-s3';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { refusal } from '../errors.ts';
import type { S3 } from '../s3.ts';

/**
 * Deletes a bucket without objects, with the uploads that were not completed.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html
 */
export function deleteBucket({
  buckets,
  objects,
  uploads,
  files,
  store,
}: S3): OperationHandler<Given<DeleteBucketCommandInput, 'Bucket'>, undefined> {
  return ({ Bucket }) => {
    const bucket = buckets.get(Bucket);
    if (!objects.isEmpty(Bucket)) {
      const versions = bucket.versioning === undefined ? '' : '. You must delete all versions in the bucket.';
      throw refusal('BucketNotEmpty', `The bucket you tried to delete is not empty${versions}`, 409, { BucketName: Bucket });
    }
    const pending = uploads.list(Bucket, { prefix: '', afterKey: '', afterId: '', limit: -1 });
    const parts = pending.flatMap(({ id }) => uploads.parts(id));
    store.transaction(() => {
      for (const { id } of pending) uploads.remove(id);
      buckets.delete(Bucket);
    });
    files.remove(parts.map(({ file }) => file));
    return undefined;
  };
}
