import { allow, type Statement } from './service-role.ts';

/** Denies everybody to reach a bucket by plain HTTP; for its policy. `arns` are its own and that of its objects. */
export function denyPlainHttp(arns: readonly string[]): Statement {
  return {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: arns,
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

/** Allows a role to empty a bucket, with all versions and unfinished uploads. `arns` are its own and that of its objects. */
export function allowEmptying(arns: readonly string[]): Statement {
  return allow(
    [
      's3:AbortMultipartUpload',
      's3:DeleteObject',
      's3:DeleteObjectVersion',
      's3:ListBucketMultipartUploads',
      's3:ListBucketVersions',
    ],
    arns,
  );
}
