import type { ObjectIdentifier, S3 } from '@aws-sdk/client-s3';
import type { Patience } from './patience.ts';
import { count, type Progress, unlessGone } from './progress.ts';

/**
 * Empties a bucket, so that CloudFormation can delete it: every version, delete marker and unfinished multipart upload.
 * It always begins at the front, so it may be cut off anywhere and called again.
 *
 * @param until where services of AWS deliver files to the bucket: the time until which late files may arrive, which are deleted too
 * @returns what is still there when `patience` ended, in words; nothing when the bucket is empty
 * @throws Error with the first key that S3 refused to delete
 */
export async function emptyBucket(
  s3: S3,
  Bucket: string,
  patience: Patience,
  progress: Progress,
  until = 0,
): Promise<readonly string[]> {
  const left = [`objects in ${Bucket}`];
  try {
    for (;;) {
      const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({ Bucket });
      const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }) as ObjectIdentifier);
      if (Objects.length === 0) break;
      if (patience.isOver()) return left;
      const { Errors = [] } = await s3.deleteObjects({ Bucket, Delete: { Objects, Quiet: true } });
      const [refused] = Errors;
      if (refused) throw new Error(`s3://${Bucket}/${refused.Key}: ${refused.Message ?? refused.Code}`);
      count(progress, 'DeleteObjectVersion', Objects.length);
    }
    for (;;) {
      const { Uploads = [] } = await s3.listMultipartUploads({ Bucket });
      if (Uploads.length === 0) break;
      if (patience.isOver()) return left;
      for (const { Key, UploadId } of Uploads) {
        await s3.abortMultipartUpload({ Bucket, Key, UploadId }).catch(unlessGone);
      }
    }
    if (patience.now() >= until) return [];
    await patience.pause();
    return await emptyBucket(s3, Bucket, patience, progress, until);
  } catch (error) {
    unlessGone(error);
    return [];
  }
}
