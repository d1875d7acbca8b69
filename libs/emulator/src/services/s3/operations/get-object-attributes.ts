import type { GetObjectAttributesCommandInput, GetObjectAttributesOutput } from '@aws-sdk/client-s3';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { checksumMembers } from '../checksum.ts';
import { findObject } from '../find-object.ts';
import type { S3 } from '../s3.ts';
import { shownVersionId } from '../save-object.ts';

/**
 * Returns the attributes of an object that the request names.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html
 */
export function getObjectAttributes(
  s3: S3,
): OperationHandler<Given<GetObjectAttributesCommandInput, 'Bucket' | 'Key' | 'ObjectAttributes'>, GetObjectAttributesOutput> {
  return ({ Bucket, Key, VersionId, ObjectAttributes, MaxParts = 1000, PartNumberMarker }) => {
    const version = findObject(s3, Bucket, Key, VersionId);
    const asked = new Set<string>(ObjectAttributes);
    const after = Number(PartNumberMarker ?? 0);
    const parts = version.pieces.filter((_, index) => index + 1 > after).slice(0, MaxParts);
    const truncated = after + parts.length < version.pieces.length;
    return {
      LastModified: new Date(version.modifiedAt),
      ...shownVersionId(s3.buckets.get(Bucket), version),
      ...(asked.has('ETag') && { ETag: version.etag }),
      ...(asked.has('Checksum') && version.checksum !== undefined && { Checksum: checksumMembers(version.checksum) }),
      ...(asked.has('ObjectSize') && { ObjectSize: version.size }),
      ...(asked.has('StorageClass') && { StorageClass: (version.headers['StorageClass'] ?? 'STANDARD') as 'STANDARD' }),
      ...(asked.has('ObjectParts') &&
        version.multipart === true && {
          ObjectParts: {
            TotalPartsCount: version.pieces.length,
            PartNumberMarker: String(after),
            NextPartNumberMarker: String(after + parts.length),
            MaxParts,
            IsTruncated: truncated,
            Parts: parts.map(({ size, checksum, partNumber }, index) => ({
              PartNumber: partNumber ?? after + index + 1,
              Size: size,
              ...(checksum !== undefined &&
                version.checksum !== undefined && { [`Checksum${version.checksum.algorithm}`]: checksum }),
            })),
          },
        }),
    };
  };
}
