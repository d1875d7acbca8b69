import type { UploadPartCopyCommandInput, UploadPartCopyOutput } from '@aws-sdk/client-s3';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { checksumMembers } from '../checksum.ts';
import { copySource } from '../copy-source.ts';
import { invalidArgument } from '../errors.ts';
import { encryptionOf } from '../object-encryption.ts';
import { parseRange } from '../range.ts';
import type { S3 } from '../s3.ts';
import { checkPartNumber, keepPart } from '../upload-parts.ts';

/**
 * Stores a part of a multipart upload: an object's bytes, or a range of them.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html
 */
export function uploadPartCopy(
  s3: S3,
): OperationHandler<
  Given<UploadPartCopyCommandInput, 'Bucket' | 'CopySource' | 'Key' | 'PartNumber' | 'UploadId'>,
  UploadPartCopyOutput
> {
  return async (input, call) => {
    const { Bucket, Key, UploadId, PartNumber, CopySourceRange } = input;
    checkPartNumber(PartNumber);
    const upload = s3.uploads.get(UploadId, Bucket, Key);
    await s3.encryption.requireReading(upload, call);
    const source = copySource(s3, input);
    await s3.encryption.requireReading(source, call);
    const range = CopySourceRange === undefined ? undefined : parseRange(CopySourceRange, source.size);
    if (CopySourceRange !== undefined && range === undefined)
      throw invalidArgument(
        'The x-amz-copy-source-range value must be of the form bytes=first-last',
        'x-amz-copy-source-range',
        CopySourceRange,
      );
    const { start, end } = range ?? { start: 0, end: source.size - 1 };
    const stored = await s3.files.write(await s3.files.read(source.pieces, start, end), upload.algorithm);
    keepPart(s3, upload, PartNumber, stored, true);
    return {
      CopyPartResult: {
        ETag: `"${stored.md5}"`,
        LastModified: new Date(s3.clock.now()),
        ...(upload.algorithmGiven &&
          checksumMembers({ algorithm: upload.algorithm, value: stored.checksum, type: 'FULL_OBJECT' })),
      },
      ...encryptionOf(upload.headers),
    };
  };
}
