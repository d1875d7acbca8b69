import type { DeleteObjectCommandInput, DeleteObjectOutput } from '@aws-sdk/client-s3';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { notifyOfDeletion, removeObject } from '../object-removal.ts';
import type { S3 } from '../s3.ts';

/**
 * Deletes a version of an object, or puts a delete marker over a versioned object.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
 */
export function deleteObject(s3: S3): OperationHandler<Given<DeleteObjectCommandInput, 'Bucket' | 'Key'>, DeleteObjectOutput> {
  return ({ Bucket, Key, VersionId, IfMatch }) => {
    const { deleted, files } = s3.store.transaction(() => removeObject(s3, Bucket, Key, VersionId, IfMatch));
    s3.files.remove(files);
    notifyOfDeletion(s3, Bucket, 'DeleteObject', deleted);
    return { DeleteMarker: deleted.DeleteMarker, VersionId: deleted.DeleteMarkerVersionId ?? deleted.VersionId };
  };
}
