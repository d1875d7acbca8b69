import type { PutObjectCommandInput, PutObjectOutput } from '@aws-sdk/client-s3';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { checksumMembers, expectedChecksum, verifyChecksum } from '../checksum.ts';
import { verifyContentMd5 } from '../content-md5.ts';
import type { ObjectBody } from '../object-files.ts';
import { checkKey, headersOf, metadataOf, tagsOfHeader } from '../object-headers.ts';
import { checkWriteConditions } from '../preconditions.ts';
import type { S3 } from '../s3.ts';
import { saveObject, shownVersionId } from '../save-object.ts';

/**
 * Stores an object.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
export function putObject(s3: S3): OperationHandler<Given<PutObjectCommandInput, 'Bucket' | 'Key'>, PutObjectOutput> {
  return async (input, call) => {
    const { Bucket, Key, Metadata, Tagging } = input;
    const bucket = s3.buckets.get(Bucket);
    checkKey(Key);
    const encryption = await s3.encryption.ofNewObject(bucket, Key, input, call);
    const headers = { ...headersOf(input), ...encryption };
    const metadata = metadataOf(Metadata);
    const tags = tagsOfHeader(Tagging);
    // Looked at before the bytes are taken, and again as the object is saved.
    checkWriteConditions(s3.objects.latest(Bucket, Key), Key, input);
    const body = input.Body as ObjectBody;
    const expected = expectedChecksum(input, body);
    const stored = await s3.files.write(body, expected.algorithm);
    try {
      verifyChecksum(expected, stored.checksum, body);
      verifyContentMd5(input.ContentMD5, stored.md5);
    } catch (error) {
      s3.files.remove([stored.file]);
      throw error;
    }
    const checksum = { algorithm: expected.algorithm, value: stored.checksum, type: 'FULL_OBJECT' as const };
    const saved = saveObject(
      s3,
      'PutObject',
      Bucket,
      {
        key: Key,
        size: stored.size,
        etag: stored.md5,
        headers,
        metadata,
        tags,
        checksum,
        pieces: [{ file: stored.file, size: stored.size }],
      },
      input,
    );
    return {
      ETag: `"${saved.etag}"`,
      ...checksumMembers(checksum),
      ...shownVersionId(bucket, saved),
      ...encryption,
    };
  };
}
