import type { _Object as ListedObject } from '@aws-sdk/client-s3';
import type { ObjectVersion } from './object-store.ts';

/** An object as lists show it. */
export function listedObject(object: ObjectVersion, encode: (text: string) => string): ListedObject {
  return {
    Key: encode(object.key),
    LastModified: new Date(object.modifiedAt),
    ETag: `"${object.etag}"`,
    Size: object.size,
    StorageClass: (object.headers['StorageClass'] ?? 'STANDARD') as 'STANDARD',
    ...(object.checksum !== undefined && { ChecksumAlgorithm: [object.checksum.algorithm], ChecksumType: object.checksum.type }),
  };
}
