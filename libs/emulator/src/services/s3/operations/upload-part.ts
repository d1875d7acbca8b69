import type { UploadPartCommandInput, UploadPartOutput } from '@aws-sdk/client-s3';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { expectedChecksum, verifyChecksum } from '../checksum.ts';
import { verifyContentMd5 } from '../content-md5.ts';
import { invalidRequest } from '../errors.ts';
import { encryptionOf } from '../object-encryption.ts';
import type { ObjectBody } from '../object-files.ts';
import type { S3 } from '../s3.ts';
import { checkPartNumber, keepPart } from '../upload-parts.ts';

/**
 * Stores a part of a multipart upload.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html
 */
export function uploadPart(
  s3: S3,
): OperationHandler<Given<UploadPartCommandInput, 'Bucket' | 'Key' | 'PartNumber' | 'UploadId'>, UploadPartOutput> {
  return async (input, call) => {
    const { Bucket, Key, UploadId, PartNumber } = input;
    checkPartNumber(PartNumber);
    const upload = s3.uploads.get(UploadId, Bucket, Key);
    await s3.encryption.requireReading(upload, call);
    const body = input.Body as ObjectBody;
    // Parts carry the upload's checksum; a client that names another one is refused.
    const expected = expectedChecksum(input, body, upload.algorithm);
    if (expected.algorithm !== upload.algorithm && upload.algorithmGiven)
      throw invalidRequest(
        `Checksum Type mismatch occurred, expected checksum Type: ${upload.algorithm.toLowerCase()}, actual checksum Type: ${expected.algorithm.toLowerCase()}`,
      );
    const stored = await s3.files.write(body, expected.algorithm);
    try {
      verifyChecksum(expected, stored.checksum, body);
      verifyContentMd5(input.ContentMD5, stored.md5);
      keepPart(s3, upload, PartNumber, stored, expected.algorithm === upload.algorithm);
    } catch (error) {
      s3.files.remove([stored.file]);
      throw error;
    }
    return {
      ETag: `"${stored.md5}"`,
      ...encryptionOf(upload.headers),
      [`Checksum${expected.algorithm}`]: stored.checksum,
    };
  };
}
