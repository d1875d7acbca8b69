import type { BucketConfiguration } from './bucket-configuration.ts';
import { checkNotifications } from './bucket-notifications.ts';
import { refusal } from './errors.ts';
import { validTags } from './object-headers.ts';

/** Default encryption of new objects. */
export const ENCRYPTION: BucketConfiguration = {
  name: 'encryption',
  input: 'ServerSideEncryptionConfiguration',
  output: 'ServerSideEncryptionConfiguration',
  missing: {
    Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
  },
};

/** Lifecycle rules of objects. */
export const LIFECYCLE: BucketConfiguration = {
  name: 'lifecycle',
  input: 'LifecycleConfiguration',
  missing: ['NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'],
  beside: ['TransitionDefaultMinimumObjectSize', 'all_storage_classes_128K'],
};

/** Blocked public access. */
export const PUBLIC_ACCESS_BLOCK: BucketConfiguration = {
  name: 'publicAccessBlock',
  input: 'PublicAccessBlockConfiguration',
  output: 'PublicAccessBlockConfiguration',
  missing: ['NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found'],
  check: (value) => ({
    BlockPublicAcls: false,
    IgnorePublicAcls: false,
    BlockPublicPolicy: false,
    RestrictPublicBuckets: false,
    ...(value as object),
  }),
};

/** Ownership of uploaded objects. */
export const OWNERSHIP_CONTROLS: BucketConfiguration = {
  name: 'ownershipControls',
  input: 'OwnershipControls',
  output: 'OwnershipControls',
  missing: ['OwnershipControlsNotFoundError', 'The bucket ownership controls were not found'],
};

/** The bucket's policy. */
export const POLICY: BucketConfiguration = {
  name: 'policy',
  input: 'Policy',
  output: 'Policy',
  missing: ['NoSuchBucketPolicy', 'The bucket policy does not exist'],
  check: checkPolicy,
};

/** The bucket's tags. */
export const TAGGING: BucketConfiguration = {
  name: 'tagging',
  input: 'Tagging',
  output: 'TagSet',
  missing: ['NoSuchTagSet', 'The TagSet does not exist'],
  check: (value) => validTags((value as { TagSet?: { Key?: string; Value?: string }[] }).TagSet ?? [], 50),
};

/** Origins of web pages that may read. */
export const CORS: BucketConfiguration = {
  name: 'cors',
  input: 'CORSConfiguration',
  missing: ['NoSuchCORSConfiguration', 'The CORS configuration does not exist'],
};

/** Destination of access logs. */
export const LOGGING: BucketConfiguration = { name: 'logging', input: 'BucketLoggingStatus', missing: {} };

/** Targets of notifications. */
export const NOTIFICATION: BucketConfiguration = {
  name: 'notification',
  input: 'NotificationConfiguration',
  missing: {},
  check: checkNotifications,
};

/** Website of the bucket. */
export const WEBSITE: BucketConfiguration = {
  name: 'website',
  input: 'WebsiteConfiguration',
  missing: ['NoSuchWebsiteConfiguration', 'The specified bucket does not have a website configuration'],
};

/** Replication configuration. */
export const REPLICATION: BucketConfiguration = {
  name: 'replication',
  input: 'ReplicationConfiguration',
  output: 'ReplicationConfiguration',
  missing: ['ReplicationConfigurationNotFoundError', 'The replication configuration was not found'],
};

/** Retention of locked objects. */
export const OBJECT_LOCK: BucketConfiguration = {
  name: 'objectLock',
  input: 'ObjectLockConfiguration',
  output: 'ObjectLockConfiguration',
  missing: ['ObjectLockConfigurationNotFoundError', 'Object Lock configuration does not exist for this bucket'],
};

/** Whether transfers are accelerated. */
export const ACCELERATE: BucketConfiguration = { name: 'accelerate', input: 'AccelerateConfiguration', missing: {} };

function checkPolicy(value: unknown): string {
  const text = String(value);
  try {
    const policy = JSON.parse(text) as { Statement?: unknown };
    if (policy.Statement === undefined) throw refusal('MalformedPolicy', 'Missing required field Statement');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refusal('MalformedPolicy', "Policies must be valid JSON and the first byte must be '{'");
  }
  return text;
}
