import { invalidArgument } from './errors.ts';
import type { StoredFile } from './object-files.ts';
import type { S3 } from './s3.ts';
import type { Upload } from './upload-store.ts';

/** Stores a part in the place of one with the same number. @throws AwsError `NoSuchUpload` where the upload ended meanwhile */
export function keepPart(s3: S3, { id, bucket, key }: Upload, number: number, stored: StoredFile, sameAlgorithm: boolean): void {
  const replaced = s3.store.transaction(() => {
    // The upload may have been completed or aborted while its bytes came.
    s3.uploads.get(id, bucket, key);
    return s3.uploads.putPart(id, {
      number,
      size: stored.size,
      etag: stored.md5,
      modifiedAt: s3.clock.now(),
      file: stored.file,
      checksum: sameAlgorithm ? stored.checksum : '',
    });
  });
  if (replaced !== undefined) s3.files.remove([replaced.file]);
}

/** Checks the number of a part. @throws AwsError `InvalidArgument` unless it is 1 to 10,000 */
export function checkPartNumber(partNumber: number): void {
  if (!Number.isInteger(partNumber) || partNumber < 1 || partNumber > 10_000)
    throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', partNumber);
}
