import type { ListPartsCommandInput, ListPartsOutput } from '@aws-sdk/client-s3';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { pageLimit } from '../listing.ts';
import { ownerOf, type S3 } from '../s3.ts';

/**
 * Lists the parts of a multipart upload.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html
 */
export function listParts(
  s3: S3,
): OperationHandler<Given<ListPartsCommandInput, 'Bucket' | 'Key' | 'UploadId'>, ListPartsOutput> {
  return ({ Bucket, Key, UploadId, PartNumberMarker, MaxParts }, { account }) => {
    s3.buckets.get(Bucket);
    const upload = s3.uploads.get(UploadId, Bucket, Key);
    const limit = pageLimit(MaxParts, 'max-parts');
    const found = s3.uploads.parts(upload.id, Number(PartNumberMarker ?? 0), limit + 1);
    const page = found.slice(0, limit);
    return {
      Bucket,
      Key,
      UploadId,
      PartNumberMarker: PartNumberMarker ?? '0',
      NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
      MaxParts: limit,
      IsTruncated: found.length > page.length,
      Owner: ownerOf(account),
      Initiator: ownerOf(account),
      StorageClass: 'STANDARD',
      ...(upload.algorithmGiven && { ChecksumAlgorithm: upload.algorithm, ChecksumType: upload.checksumType }),
      Parts: page.map(({ number, size, etag, modifiedAt, checksum }) => ({
        PartNumber: number,
        Size: size,
        ETag: `"${etag}"`,
        LastModified: new Date(modifiedAt),
        ...(upload.algorithmGiven && checksum !== '' && { [`Checksum${upload.algorithm}`]: checksum }),
      })),
    };
  };
}
