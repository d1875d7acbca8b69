import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { AwsClientConfig } from './where-to.ts';

/**
 * Checks whether a bucket's name is free: all of AWS shares one namespace.
 *
 * @param own the name of the bucket that the stack has now, if it has one
 * @returns why not, in plain words; nothing when it can
 */
export async function checkBucketName(
  config: AwsClientConfig,
  name: string,
  own: string | undefined,
): Promise<readonly string[]> {
  if (name === '' || name === own) return [];
  const s3 = new S3Client({ ...config, followRegionRedirects: true });
  try {
    await s3.send(new HeadBucketCommand({ Bucket: name }));
    return [`The bucket ${name} is there already, in this account: take another S3BucketName, or none for a generated one`];
  } catch (error) {
    const status = (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode;
    if (status === 403) return [`The name ${name} is taken by somebody else's bucket: take another S3BucketName`];
    return [];
  }
}
