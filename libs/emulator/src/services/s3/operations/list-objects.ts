import type {
  _Object as ListedObject,
  ListObjectsCommandInput,
  ListObjectsOutput,
  ListObjectsV2CommandInput,
  ListObjectsV2Output,
} from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidArgument } from '../errors.ts';
import { keyEncoder, listPage, pageLimit } from '../listing.ts';
import type { ObjectVersion } from '../object-store.ts';
import { ownerOf, type S3 } from '../s3.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export function listObjectsV2(s3: S3): OperationHandler<ListObjectsV2CommandInput, ListObjectsV2Output> {
  return (input, { account }) => {
    const { Bucket = '', Prefix = '', Delimiter = '', StartAfter, ContinuationToken, EncodingType, FetchOwner } = input;
    s3.buckets.get(Bucket);
    const encode = keyEncoder(EncodingType);
    const limit = pageLimit(input.MaxKeys);
    const after = ContinuationToken === undefined ? (StartAfter ?? '') : decodeToken(ContinuationToken);
    const page = listPage(s3, Bucket, { prefix: Prefix, delimiter: Delimiter, after, limit });
    const owner = FetchOwner === true ? { Owner: ownerOf(account) } : {};
    return {
      Name: Bucket,
      Prefix: encode(Prefix),
      ...(Delimiter !== '' && { Delimiter: encode(Delimiter) }),
      MaxKeys: limit,
      KeyCount: page.objects.length + page.commonPrefixes.length,
      IsTruncated: page.next !== undefined,
      ContinuationToken,
      StartAfter: StartAfter === undefined ? undefined : encode(StartAfter),
      EncodingType,
      ...(page.next !== undefined && { NextContinuationToken: Buffer.from(page.next).toString('base64url') }),
      ...(page.objects.length > 0 && { Contents: page.objects.map((object) => ({ ...listed(object, encode), ...owner })) }),
      ...(page.commonPrefixes.length > 0 && {
        CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
      }),
    };
  };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export function listObjects(s3: S3): OperationHandler<ListObjectsCommandInput, ListObjectsOutput> {
  return (input, { account }) => {
    const { Bucket = '', Prefix = '', Delimiter = '', Marker = '', EncodingType } = input;
    s3.buckets.get(Bucket);
    const encode = keyEncoder(EncodingType);
    const limit = pageLimit(input.MaxKeys);
    const page = listPage(s3, Bucket, { prefix: Prefix, delimiter: Delimiter, after: Marker, limit });
    return {
      Name: Bucket,
      Prefix: encode(Prefix),
      Marker: encode(Marker),
      ...(Delimiter !== '' && { Delimiter: encode(Delimiter) }),
      MaxKeys: limit,
      IsTruncated: page.next !== undefined,
      EncodingType,
      // Without a delimiter the last key says where to go on.
      ...(page.next !== undefined && Delimiter !== '' && { NextMarker: encode(page.next) }),
      ...(page.objects.length > 0 && {
        Contents: page.objects.map((object) => ({ ...listed(object, encode), Owner: ownerOf(account) })),
      }),
      ...(page.commonPrefixes.length > 0 && {
        CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
      }),
    };
  };
}

/** An object as listings show it. */
export function listed(object: ObjectVersion, encode: (text: string) => string): ListedObject {
  return {
    Key: encode(object.key),
    LastModified: new Date(object.modifiedAt),
    ETag: `"${object.etag}"`,
    Size: object.size,
    StorageClass: (object.headers['StorageClass'] ?? 'STANDARD') as 'STANDARD',
    ...(object.checksum !== undefined && { ChecksumAlgorithm: [object.checksum.algorithm], ChecksumType: object.checksum.type }),
  };
}

function decodeToken(token: string): string {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (token === '' || text === '')
    throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
  return text;
}
