import type {
  AbortMultipartUploadCommandInput,
  AbortMultipartUploadOutput,
  CreateMultipartUploadCommandInput,
  CreateMultipartUploadOutput,
  UploadPartCommandInput,
  UploadPartCopyCommandInput,
  UploadPartCopyOutput,
  UploadPartOutput,
} from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { algorithmOf, checksumMembers, expectedChecksum, verifyChecksum } from '../checksum.ts';
import { copySource } from '../copy-source.ts';
import { invalidArgument, invalidRequest } from '../errors.ts';
import { encryptionOf } from '../object-encryption.ts';
import type { ObjectBody, StoredFile } from '../object-files.ts';
import { checkKey, headersOf, metadataOf, tagsOfHeader } from '../object-headers.ts';
import { parseRange } from '../range.ts';
import { randomId, type S3 } from '../s3.ts';
import type { Upload } from '../upload-store.ts';
import { verifyContentMd5 } from './put-object.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export function createMultipartUpload(s3: S3): OperationHandler<CreateMultipartUploadCommandInput, CreateMultipartUploadOutput> {
  return async (input, call) => {
    const { Bucket = '', Key = '' } = input;
    const bucket = s3.buckets.get(Bucket);
    checkKey(Key);
    const given = algorithmOf(input.ChecksumAlgorithm);
    const algorithm = given ?? 'CRC64NVME';
    const checksumType = input.ChecksumType ?? (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
    if (
      (checksumType === 'FULL_OBJECT' && algorithm.startsWith('SHA')) ||
      (checksumType === 'COMPOSITE' && algorithm === 'CRC64NVME')
    )
      throw invalidRequest(
        `The ${checksumType} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
      );
    const encryption = await s3.encryption.ofNewObject(bucket, Key, input, call);
    const upload: Upload = {
      id: randomId() + randomId(),
      bucket: Bucket,
      key: Key,
      initiatedAt: s3.clock.now(),
      headers: { ...headersOf(input), ...encryption },
      metadata: metadataOf(input.Metadata),
      tags: tagsOfHeader(input.Tagging),
      algorithm,
      algorithmGiven: given !== undefined,
      checksumType,
    };
    s3.uploads.put(upload);
    return {
      Bucket,
      Key,
      UploadId: upload.id,
      ...encryption,
      ...(given !== undefined && { ChecksumAlgorithm: given, ChecksumType: checksumType }),
    };
  };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export function uploadPart(s3: S3): OperationHandler<UploadPartCommandInput, UploadPartOutput> {
  return async (input, call) => {
    const { Bucket = '', Key = '', UploadId = '', PartNumber = 0 } = input;
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

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export function uploadPartCopy(s3: S3): OperationHandler<UploadPartCopyCommandInput, UploadPartCopyOutput> {
  return async (input, call) => {
    const { Bucket = '', Key = '', UploadId = '', PartNumber = 0, CopySourceRange } = input;
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

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export function abortMultipartUpload(s3: S3): OperationHandler<AbortMultipartUploadCommandInput, AbortMultipartUploadOutput> {
  return ({ Bucket = '', Key = '', UploadId = '' }) => {
    s3.buckets.get(Bucket);
    const upload = s3.uploads.get(UploadId, Bucket, Key);
    const parts = s3.uploads.parts(upload.id);
    s3.store.transaction(() => s3.uploads.remove(upload.id));
    s3.files.remove(parts.map(({ file }) => file));
    return {};
  };
}

function keepPart(s3: S3, { id, bucket, key }: Upload, number: number, stored: StoredFile, sameAlgorithm: boolean): void {
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

function checkPartNumber(partNumber: number): void {
  if (!Number.isInteger(partNumber) || partNumber < 1 || partNumber > 10_000)
    throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', partNumber);
}
