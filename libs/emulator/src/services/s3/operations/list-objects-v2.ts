import type { ListObjectsV2CommandInput, ListObjectsV2Output } from '@aws-sdk/client-s3';
import type { Given } from '../../../core/given.ts';
import { decodePosition, encodePosition } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidContinuationToken } from '../errors.ts';
import { listedObject } from '../listed-object.ts';
import { keyEncoder, listPage, pageLimit } from '../listing.ts';
import { ownerOf, type S3 } from '../s3.ts';

/**
 * Lists the objects of a bucket, from a token or a key.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export function listObjectsV2(s3: S3): OperationHandler<Given<ListObjectsV2CommandInput, 'Bucket'>, ListObjectsV2Output> {
  return (input, { account }) => {
    const { Bucket, Prefix = '', Delimiter = '', StartAfter, ContinuationToken, EncodingType, FetchOwner } = input;
    s3.buckets.get(Bucket);
    const encode = keyEncoder(EncodingType);
    const limit = pageLimit(input.MaxKeys);
    const list = `ListObjectsV2 ${Bucket}`;
    const position = decodePosition(ContinuationToken, { list, invalidToken: invalidContinuationToken });
    const after = position ?? StartAfter ?? '';
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
      ...(page.next !== undefined && { NextContinuationToken: encodePosition(page.next, { list }) }),
      ...(page.objects.length > 0 && { Contents: page.objects.map((object) => ({ ...listedObject(object, encode), ...owner })) }),
      ...(page.commonPrefixes.length > 0 && {
        CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
      }),
    };
  };
}
