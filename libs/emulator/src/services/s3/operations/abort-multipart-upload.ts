import type { AbortMultipartUploadCommandInput, AbortMultipartUploadOutput } from '@aws-sdk/client-s3';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { S3 } from '../s3.ts';

/**
 * Ends a multipart upload and removes its parts.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html
 */
export function abortMultipartUpload(
  s3: S3,
): OperationHandler<Given<AbortMultipartUploadCommandInput, 'Bucket' | 'Key' | 'UploadId'>, AbortMultipartUploadOutput> {
  return ({ Bucket, Key, UploadId }) => {
    s3.buckets.get(Bucket);
    const upload = s3.uploads.get(UploadId, Bucket, Key);
    const parts = s3.uploads.parts(upload.id);
    s3.store.transaction(() => s3.uploads.remove(upload.id));
    s3.files.remove(parts.map(({ file }) => file));
    return {};
  };
}
