import type {
  ListMultipartUploadsCommandInput,
  ListMultipartUploadsOutput,
  ListPartsCommandInput,
  ListPartsOutput,
} from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { commonPrefixOf, keyEncoder, pageLimit } from '../listing.ts';
import { ownerOf, type S3 } from '../s3.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
export function listMultipartUploads(s3: S3): OperationHandler<ListMultipartUploadsCommandInput, ListMultipartUploadsOutput> {
  return (input, { account }) => {
    const { Bucket = '', Prefix = '', Delimiter = '', KeyMarker = '', UploadIdMarker, EncodingType } = input;
    s3.buckets.get(Bucket);
    const encode = keyEncoder(EncodingType);
    const limit = pageLimit(input.MaxUploads, 'max-uploads');
    // Without an upload's id, all uploads to the key have been listed.
    const afterId = UploadIdMarker ?? '\u{10FFFF}';
    const all = s3.uploads.list(Bucket, {
      prefix: Prefix,
      afterKey: KeyMarker,
      afterId,
      limit: Delimiter === '' ? limit + 1 : -1,
    });
    const single = all.filter(({ key }) => commonPrefixOf(key, Prefix, Delimiter) === undefined);
    const prefixes = [...new Set(all.flatMap(({ key }) => commonPrefixOf(key, Prefix, Delimiter) ?? []))];
    const page = single.slice(0, limit);
    const last = page.at(-1);
    const truncated = single.length > page.length;
    return {
      Bucket,
      KeyMarker: encode(KeyMarker),
      UploadIdMarker: UploadIdMarker ?? '',
      Prefix: encode(Prefix),
      ...(Delimiter !== '' && { Delimiter: encode(Delimiter) }),
      MaxUploads: limit,
      IsTruncated: truncated,
      EncodingType,
      ...(truncated && last !== undefined && { NextKeyMarker: encode(last.key), NextUploadIdMarker: last.id }),
      Uploads: page.map(({ id, key, initiatedAt, algorithm, algorithmGiven, checksumType }) => ({
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

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export function listParts(s3: S3): OperationHandler<ListPartsCommandInput, ListPartsOutput> {
  return ({ Bucket = '', Key = '', UploadId = '', PartNumberMarker, MaxParts }, { account }) => {
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
