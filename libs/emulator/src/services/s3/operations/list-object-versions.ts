import type {
  DeleteMarkerEntry,
  ObjectVersion as ListedVersion,
  ListObjectVersionsCommandInput,
  ListObjectVersionsOutput,
} from '@aws-sdk/client-s3';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidArgument } from '../errors.ts';
import { listedObject } from '../listed-object.ts';
import { commonPrefixOf, keyEncoder, pageLimit } from '../listing.ts';
import { ownerOf, type S3 } from '../s3.ts';

/**
 * Lists the versions and delete markers of the objects of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 */
export function listObjectVersions(
  s3: S3,
): OperationHandler<Given<ListObjectVersionsCommandInput, 'Bucket'>, ListObjectVersionsOutput> {
  return (input, { account }) => {
    const { Bucket, Prefix = '', Delimiter = '', KeyMarker = '', VersionIdMarker, EncodingType } = input;
    s3.buckets.get(Bucket);
    if (VersionIdMarker !== undefined && KeyMarker === '')
      throw invalidArgument(
        'A version-id marker cannot be specified without a key marker.',
        'version-id-marker',
        VersionIdMarker,
      );
    const encode = keyEncoder(EncodingType);
    const limit = pageLimit(input.MaxKeys);
    const Versions: ListedVersion[] = [];
    const DeleteMarkers: DeleteMarkerEntry[] = [];
    const prefixes: string[] = [];
    let afterKey = KeyMarker;
    // Without a version, the whole key has been listed.
    let afterSeq = VersionIdMarker === undefined ? 0 : (s3.objects.sequenceOf(Bucket, KeyMarker, VersionIdMarker) ?? 0);
    let last: { key: string; version?: string } | undefined;
    let truncated = false;
    search: while (limit > 0) {
      const batch = s3.objects.listVersions(Bucket, Prefix, afterKey, afterSeq, 1000);
      for (const version of batch) {
        if (Versions.length + DeleteMarkers.length + prefixes.length === limit) {
          truncated = true;
          break search;
        }
        const common = commonPrefixOf(version.key, Prefix, Delimiter);
        if (common !== undefined) {
          prefixes.push(common);
          last = { key: common };
          afterKey = `${common}\u{10FFFF}`;
          afterSeq = 0;
          continue search;
        }
        const entry = {
          Key: encode(version.key),
          VersionId: version.versionId,
          IsLatest: version.latest,
          Owner: ownerOf(account),
        };
        if (version.deleteMarker) DeleteMarkers.push({ ...entry, LastModified: new Date(version.modifiedAt) });
        else Versions.push({ ...listedObject(version, encode), StorageClass: 'STANDARD', ...entry });
        last = { key: version.key, version: version.versionId };
        afterKey = version.key;
        afterSeq = version.seq;
      }
      if (batch.length < 1000) break;
    }
    return {
      Name: Bucket,
      Prefix: encode(Prefix),
      ...(Delimiter !== '' && { Delimiter: encode(Delimiter) }),
      KeyMarker: encode(KeyMarker),
      VersionIdMarker: VersionIdMarker ?? '',
      MaxKeys: limit,
      IsTruncated: truncated,
      EncodingType,
      ...(truncated && last !== undefined && { NextKeyMarker: encode(last.key), NextVersionIdMarker: last.version }),
      ...(Versions.length > 0 && { Versions }),
      ...(DeleteMarkers.length > 0 && { DeleteMarkers }),
      ...(prefixes.length > 0 && { CommonPrefixes: prefixes.map((prefix) => ({ Prefix: encode(prefix) })) }),
    };
  };
}
