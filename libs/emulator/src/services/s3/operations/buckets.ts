import type {
  DeleteBucketCommandInput,
  GetBucketLocationCommandInput,
  GetBucketLocationOutput,
  HeadBucketCommandInput,
  HeadBucketOutput,
  ListBucketsCommandInput,
  ListBucketsOutput,
} from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { refusal } from '../errors.ts';
import { ownerOf, type S3 } from '../s3.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export function headBucket({ buckets }: S3): OperationHandler<HeadBucketCommandInput, HeadBucketOutput> {
  return ({ Bucket }) => ({ BucketRegion: buckets.get(Bucket).region, AccessPointAlias: false });
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
export function getBucketLocation({ buckets }: S3): OperationHandler<GetBucketLocationCommandInput, GetBucketLocationOutput> {
  return ({ Bucket }) => {
    const { region } = buckets.get(Bucket);
    return region === 'us-east-1' ? {} : { LocationConstraint: region as 'eu-west-1' };
  };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
export function deleteBucket({
  buckets,
  objects,
  uploads,
  files,
  store,
}: S3): OperationHandler<DeleteBucketCommandInput, undefined> {
  return ({ Bucket = '' }) => {
    const bucket = buckets.get(Bucket);
    if (!objects.isEmpty(Bucket)) {
      const versions = bucket.versioning === undefined ? '' : '. You must delete all versions in the bucket.';
      throw refusal('BucketNotEmpty', `The bucket you tried to delete is not empty${versions}`, 409, { BucketName: Bucket });
    }
    const pending = uploads.list(Bucket, { prefix: '', afterKey: '', afterId: '', limit: -1 });
    const parts = pending.flatMap(({ id }) => uploads.parts(id));
    store.transaction(() => {
      for (const { id } of pending) uploads.remove(id);
      buckets.delete(Bucket);
    });
    files.remove(parts.map(({ file }) => file));
    return undefined;
  };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export function listBuckets({ buckets }: S3): OperationHandler<ListBucketsCommandInput, ListBucketsOutput> {
  return ({ Prefix = '', ContinuationToken, MaxBuckets, BucketRegion }, { account }) => {
    const after = ContinuationToken === undefined ? '' : Buffer.from(ContinuationToken, 'base64url').toString('utf8');
    const found = buckets.list(Prefix, after, -1).filter(({ region }) => BucketRegion === undefined || region === BucketRegion);
    const page = MaxBuckets === undefined ? found : found.slice(0, MaxBuckets);
    const last = page.at(-1);
    return {
      Buckets: page.map(({ name, createdAt, region }) => ({
        Name: name,
        CreationDate: new Date(createdAt),
        ...(MaxBuckets !== undefined && { BucketRegion: region }),
      })),
      Owner: ownerOf(account),
      ...(Prefix !== '' && { Prefix }),
      ...(page.length < found.length &&
        last !== undefined && { ContinuationToken: Buffer.from(last.name).toString('base64url') }),
    };
  };
}
