import type {
  DeleteObjectTaggingCommandInput,
  DeleteObjectTaggingOutput,
  GetObjectTaggingCommandInput,
  GetObjectTaggingOutput,
  PutObjectTaggingCommandInput,
  PutObjectTaggingOutput,
} from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { findObject } from '../find-object.ts';
import { validTags } from '../object-headers.ts';
import type { S3 } from '../s3.ts';
import { shownVersionId } from '../save-object.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
export function getObjectTagging(s3: S3): OperationHandler<GetObjectTaggingCommandInput, GetObjectTaggingOutput> {
  return ({ Bucket = '', Key = '', VersionId }) => {
    const version = findObject(s3, Bucket, Key, VersionId);
    return { TagSet: [...version.tags], ...shownVersionId(s3.buckets.get(Bucket), version) };
  };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html */
export function putObjectTagging(s3: S3): OperationHandler<PutObjectTaggingCommandInput, PutObjectTaggingOutput> {
  return ({ Bucket = '', Key = '', VersionId, Tagging }) => {
    const version = findObject(s3, Bucket, Key, VersionId);
    s3.objects.update(version, { ...version, tags: validTags(Tagging?.TagSet ?? [], 10) });
    return shownVersionId(s3.buckets.get(Bucket), version);
  };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
export function deleteObjectTagging(s3: S3): OperationHandler<DeleteObjectTaggingCommandInput, DeleteObjectTaggingOutput> {
  return ({ Bucket = '', Key = '', VersionId }) => {
    const version = findObject(s3, Bucket, Key, VersionId);
    s3.objects.update(version, { ...version, tags: [] });
    return shownVersionId(s3.buckets.get(Bucket), version);
  };
}
