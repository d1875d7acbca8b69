import type { ListMultipartUploadsCommandInput, ListMultipartUploadsOutput } from '@aws-sdk/client-s3';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { afterCommonPrefix, commonPrefixOf, keyEncoder, LAST, pageLimit } from '../listing.ts';
import { ownerOf, type S3 } from '../s3.ts';
import type { Upload } from '../upload-store.ts';

/**
 * Lists the uploads of a bucket that were not completed.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html
 */
export function listMultipartUploads(
  s3: S3,
): OperationHandler<Given<ListMultipartUploadsCommandInput, 'Bucket'>, ListMultipartUploadsOutput> {
  return (input, { account }) => {
    const { Bucket, Prefix = '', Delimiter = '', KeyMarker = '', UploadIdMarker, EncodingType } = input;
    s3.buckets.get(Bucket);
    const encode = keyEncoder(EncodingType);
    const limit = pageLimit(input.MaxUploads, 'max-uploads');
    const all = s3.uploads.list(Bucket, {
      prefix: Prefix,
      afterKey: afterCommonPrefix(KeyMarker, Prefix, Delimiter),
      // Without an upload's id, all uploads to the key have been listed.
      afterId: UploadIdMarker ?? LAST,
      limit: Delimiter === '' ? limit + 1 : -1,
    });
    const entries = entriesOf(all, Prefix, Delimiter);
    const page = entries.slice(0, limit);
    const last = page.at(-1);
    const truncated = entries.length > page.length;
    const prefixes = page.flatMap(({ marker, upload }) => (upload === undefined ? [marker] : []));
    return {
      Bucket,
      KeyMarker: encode(KeyMarker),
      UploadIdMarker: UploadIdMarker ?? '',
      Prefix: encode(Prefix),
      ...(Delimiter !== '' && { Delimiter: encode(Delimiter) }),
      MaxUploads: limit,
      IsTruncated: truncated,
      EncodingType,
      ...(truncated && last !== undefined && { NextKeyMarker: encode(last.marker), NextUploadIdMarker: last.upload?.id ?? '' }),
      Uploads: page
        .flatMap(({ upload }) => upload ?? [])
        .map(({ id, key, initiatedAt, algorithm, algorithmGiven, checksumType }) => ({
          UploadId: id,
          Key: encode(key),
          Initiated: new Date(initiatedAt),
          StorageClass: 'STANDARD',
          Owner: ownerOf(account),
          Initiator: ownerOf(account),
          ...(algorithmGiven && { ChecksumAlgorithm: algorithm, ChecksumType: checksumType }),
        })),
      ...(prefixes.length > 0 && { CommonPrefixes: prefixes.map((prefix) => ({ Prefix: encode(prefix) })) }),
    };
  };
}

/** One entry of the listing: an upload, or a common prefix that stands for all uploads below it. */
interface Entry {
  /** The upload's key or the common prefix. */
  readonly marker: string;
  readonly upload?: Upload;
}

/** Groups uploads, sorted by key, by what their keys share between the prefix and the delimiter. */
function entriesOf(uploads: readonly Upload[], prefix: string, delimiter: string): Entry[] {
  const entries: Entry[] = [];
  for (const upload of uploads) {
    const common = commonPrefixOf(upload.key, prefix, delimiter);
    if (common === undefined) entries.push({ marker: upload.key, upload });
    else if (entries.at(-1)?.marker !== common) entries.push({ marker: common });
  }
  return entries;
}
