import type { ListBucketsCommandInput, ListBucketsOutput } from '@aws-sdk/client-s3';
import { pageOf } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidContinuationToken } from '../errors.ts';
import { ownerOf, type S3 } from '../s3.ts';

/**
 * Lists the buckets of the account.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
 */
export function listBuckets({ buckets }: S3): OperationHandler<ListBucketsCommandInput, ListBucketsOutput> {
  return ({ Prefix = '', ContinuationToken, MaxBuckets, BucketRegion }, { account }) => {
    const found = buckets.list(Prefix).filter(({ region }) => BucketRegion === undefined || region === BucketRegion);
    const { items, nextToken } = pageOf(found, {
      list: `ListBuckets ${Prefix} ${BucketRegion}`,
      // An empty token asks for the first page.
      token: ContinuationToken || undefined,
      size: MaxBuckets ?? found.length,
      keyOf: ({ name }) => name,
      isSorted: true,
      invalidToken: invalidContinuationToken,
    });
    return {
      Buckets: items.map(({ name, createdAt, region }) => ({
        Name: name,
        CreationDate: new Date(createdAt),
        ...(MaxBuckets !== undefined && { BucketRegion: region }),
      })),
      Owner: ownerOf(account),
      ...(Prefix !== '' && { Prefix }),
      ...(nextToken !== undefined && { ContinuationToken: nextToken }),
    };
  };
}
