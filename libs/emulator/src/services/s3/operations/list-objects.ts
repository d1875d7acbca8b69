import type { ListObjectsCommandInput, ListObjectsOutput } from '@aws-sdk/client-s3';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { listedObject } from '../listed-object.ts';
import { keyEncoder, listPage, pageLimit } from '../listing.ts';
import { ownerOf, type S3 } from '../s3.ts';

/**
 * Lists the objects of a bucket, from a key that the request names.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html
 */
export function listObjects(s3: S3): OperationHandler<Given<ListObjectsCommandInput, 'Bucket'>, ListObjectsOutput> {
  return (input, { account }) => {
    const { Bucket, Prefix = '', Delimiter = '', Marker = '', EncodingType } = input;
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
      // Without a delimiter the last key says where to continue.
      ...(page.next !== undefined && Delimiter !== '' && { NextMarker: encode(page.next) }),
      ...(page.objects.length > 0 && {
        Contents: page.objects.map((object) => ({ ...listedObject(object, encode), Owner: ownerOf(account) })),
      }),
      ...(page.commonPrefixes.length > 0 && {
        CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
      }),
    };
  };
}
