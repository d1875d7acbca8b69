import { parseArn } from '../../core/arn.ts';
import type { Service } from '../../core/service.ts';
import { tagsFromList } from '../../core/tags.ts';
import type { S3 } from './s3.ts';

/** Context of buckets and objects for policies: the bucket's own policy, and tags. */
export function bucketAccess({ buckets, objects }: S3): Required<Pick<Service, 'resourcePolicy' | 'resourceTags'>> {
  return {
    resourcePolicy(arn) {
      const policy = buckets.find(nameOf(arn).bucket)?.configuration['policy'];
      return typeof policy === 'string' ? policy : undefined;
    },
    resourceTags(arn) {
      const { bucket, key } = nameOf(arn);
      const object = key === '' ? undefined : objects.latest(bucket, key);
      return object === undefined ? undefined : tagsFromList(object.tags);
    },
  };
}

/** Bucket and key of `arn:aws:s3:::bucket/key`. */
function nameOf(arn: string): { readonly bucket: string; readonly key: string } {
  const path = parseArn(arn)?.resource ?? '';
  const slash = path.indexOf('/');
  return slash < 0 ? { bucket: path, key: '' } : { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}
