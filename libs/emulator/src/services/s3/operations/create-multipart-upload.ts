import type { CreateMultipartUploadCommandInput, CreateMultipartUploadOutput } from '@aws-sdk/client-s3';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { algorithmOf } from '../checksum.ts';
import { invalidRequest } from '../errors.ts';
import { checkKey, headersOf, metadataOf, tagsOfHeader } from '../object-headers.ts';
import { randomId, type S3 } from '../s3.ts';
import type { Upload } from '../upload-store.ts';

/**
 * Begins a multipart upload.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html
 */
export function createMultipartUpload(
  s3: S3,
): OperationHandler<Given<CreateMultipartUploadCommandInput, 'Bucket' | 'Key'>, CreateMultipartUploadOutput> {
  return async (input, call) => {
    const { Bucket, Key } = input;
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
