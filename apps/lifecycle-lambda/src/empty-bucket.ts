import {
  AbortMultipartUploadCommand,
  DeleteObjectsCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  type ObjectIdentifier,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Patience } from './patience.ts';
import { count, type Progress } from './progress.ts';

/**
 * Empties a bucket, so that CloudFormation can delete it: every version, delete marker and unfinished multipart upload.
 * It always begins at the front, so it may be cut off anywhere and called again.
 *
 * @returns false when `patience` ended before the bucket was empty
 * @throws Error with the first key that S3 refused to delete
 */
export async function emptyBucket(s3: S3Client, Bucket: string, patience: Patience, progress: Progress): Promise<boolean> {
  try {
    for (;;) {
      if (patience.isOver()) return false;
      const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
      const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }) as ObjectIdentifier);
      if (Objects.length === 0) break;
      const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
      const [refused] = Errors;
      if (refused) throw new Error(`s3://${Bucket}/${refused.Key}: ${refused.Message ?? refused.Code}`);
      count(progress, 'DeleteObjectVersion', Objects.length);
    }
    for (;;) {
      if (patience.isOver()) return false;
      const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
      if (Uploads.length === 0) return true;
      for (const { Key, UploadId } of Uploads) {
        await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })).catch(unless('NoSuchUpload'));
      }
    }
  } catch (error) {
    unless('NoSuchBucket')(error);
    return true;
  }
}

/** Lets an error of that name pass for success: what was to go has gone. */
function unless(name: string): (error: unknown) => void {
  return (error) => {
    if ((error as Error).name !== name) throw error;
  };
}
