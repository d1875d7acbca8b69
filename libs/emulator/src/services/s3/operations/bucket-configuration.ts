import { apiModel } from '../../../core/api-model.ts';
import { notServed } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { checkNotifications } from '../bucket-notifications.ts';
import type { Bucket } from '../bucket-store.ts';
import { refusal } from '../errors.ts';
import { validTags } from '../object-headers.ts';
import { ownerOf, type S3 } from '../s3.ts';

type Input = Readonly<Record<string, unknown>>;

/** A configuration of a bucket that S3 stores and returns as it was given. */
interface Configuration {
  /** The name under which it is kept. */
  readonly name: string;
  /** The part of the operations' names after Get, Put and Delete. */
  readonly resource: string;
  /** The same, where DeleteBucket… leaves something of it out. */
  readonly deleteResource?: string;
  /** The member that holds it in the inputs, and in the outputs where that is another one. */
  readonly input: string;
  /** The member of the output; the output itself where there is none. */
  readonly output?: string;
  /** What Get answers as long as there is none: an error's code and message, or a value. */
  readonly missing: readonly [code: string, message: string] | object;
  readonly check?: (value: unknown) => unknown;
  /** A member beside the configuration that is kept with it and answered by Put and Get, and its default. */
  readonly beside?: readonly [member: string, otherwise: string];
}

const DEFAULT_ENCRYPTION = {
  Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
};

const CONFIGURATIONS: readonly Configuration[] = [
  {
    name: 'encryption',
    resource: 'BucketEncryption',
    input: 'ServerSideEncryptionConfiguration',
    output: 'ServerSideEncryptionConfiguration',
    missing: DEFAULT_ENCRYPTION,
  },
  {
    name: 'lifecycle',
    resource: 'BucketLifecycleConfiguration',
    deleteResource: 'BucketLifecycle',
    input: 'LifecycleConfiguration',
    missing: ['NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'],
    beside: ['TransitionDefaultMinimumObjectSize', 'all_storage_classes_128K'],
  },
  {
    name: 'publicAccessBlock',
    resource: 'PublicAccessBlock',
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
  },
  {
    name: 'ownershipControls',
    resource: 'BucketOwnershipControls',
    input: 'OwnershipControls',
    output: 'OwnershipControls',
    missing: ['OwnershipControlsNotFoundError', 'The bucket ownership controls were not found'],
  },
  {
    name: 'policy',
    resource: 'BucketPolicy',
    input: 'Policy',
    output: 'Policy',
    missing: ['NoSuchBucketPolicy', 'The bucket policy does not exist'],
    check: checkPolicy,
  },
  {
    name: 'tagging',
    resource: 'BucketTagging',
    input: 'Tagging',
    output: 'TagSet',
    missing: ['NoSuchTagSet', 'The TagSet does not exist'],
    check: (value) => validTags((value as { TagSet?: { Key?: string; Value?: string }[] }).TagSet ?? [], 50),
  },
  {
    name: 'cors',
    resource: 'BucketCors',
    input: 'CORSConfiguration',
    missing: ['NoSuchCORSConfiguration', 'The CORS configuration does not exist'],
  },
  { name: 'logging', resource: 'BucketLogging', input: 'BucketLoggingStatus', missing: {} },
  {
    name: 'notification',
    resource: 'BucketNotificationConfiguration',
    input: 'NotificationConfiguration',
    missing: {},
    check: checkNotifications,
  },
  {
    name: 'website',
    resource: 'BucketWebsite',
    input: 'WebsiteConfiguration',
    missing: ['NoSuchWebsiteConfiguration', 'The specified bucket does not have a website configuration'],
  },
  {
    name: 'replication',
    resource: 'BucketReplication',
    input: 'ReplicationConfiguration',
    output: 'ReplicationConfiguration',
    missing: ['ReplicationConfigurationNotFoundError', 'The replication configuration was not found'],
  },
  {
    name: 'objectLock',
    resource: 'ObjectLockConfiguration',
    input: 'ObjectLockConfiguration',
    output: 'ObjectLockConfiguration',
    missing: ['ObjectLockConfigurationNotFoundError', 'Object Lock configuration does not exist for this bucket'],
  },
  { name: 'accelerate', resource: 'BucketAccelerateConfiguration', input: 'AccelerateConfiguration', missing: {} },
];

/** Get, Put and Delete of the configurations, as far as the API model's list of served operations has them. */
export function bucketConfigurationOperations(s3: S3): Record<string, OperationHandler> {
  const { operations: served } = apiModel('s3');
  return Object.fromEntries(Object.entries(allOperations(s3)).filter(([name]) => name in served));
}

function allOperations(s3: S3): Record<string, OperationHandler> {
  const operations: Record<string, OperationHandler> = {};
  for (const configuration of CONFIGURATIONS) {
    const { resource, deleteResource = resource, name } = configuration;
    operations[`Get${resource}`] = ({ Bucket }: Input) => read(s3.buckets.get(Bucket as string), configuration);
    operations[`Put${resource}`] = (input: Input) => {
      const value = input[configuration.input];
      if (value === undefined) throw malformedXml();
      const beside = besideOf(configuration, input);
      const checked = configuration.check?.(value) ?? value;
      change(s3, input['Bucket'] as string, {
        [name]: beside === undefined ? checked : { ...(checked as object), ...beside },
      });
      return beside;
    };
    operations[`Delete${deleteResource}`] = ({ Bucket }: Input) => change(s3, Bucket as string, { [name]: undefined });
  }
  return {
    ...operations,
    GetBucketVersioning: ({ Bucket }: Input) => ({ Status: s3.buckets.get(Bucket as string).versioning }),
    PutBucketVersioning: (input: Input) => putVersioning(s3, input),
    GetBucketRequestPayment: ({ Bucket }: Input) => {
      s3.buckets.get(Bucket as string);
      return { Payer: 'BucketOwner' };
    },
    PutBucketRequestPayment: ({ Bucket, RequestPaymentConfiguration }: Input) => {
      s3.buckets.get(Bucket as string);
      const { Payer } = (RequestPaymentConfiguration ?? {}) as { Payer?: string };
      if (Payer === 'Requester') throw notServed("S3's Payer Requester");
    },
    GetBucketPolicyStatus: ({ Bucket }: Input) => {
      read(s3.buckets.get(Bucket as string), CONFIGURATIONS.find(({ name }) => name === 'policy') as Configuration);
      return { PolicyStatus: { IsPublic: false } };
    },
    GetBucketAcl: ({ Bucket }: Input, { account }) => {
      s3.buckets.get(Bucket as string);
      return ownerGrants(account);
    },
    PutBucketAcl: (input: Input) => {
      s3.buckets.get(input['Bucket'] as string);
      if (input['ACL'] !== 'private') throw refusal('AccessControlListNotSupported', 'The bucket does not allow ACLs');
    },
  };
}

/** What an access control list says where there are none: the owner may do everything. */
export function ownerGrants(account: string): object {
  const owner = ownerOf(account);
  return { Owner: owner, Grants: [{ Grantee: { ...owner, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }] };
}

function read({ name: bucket, configuration }: Bucket, { name, output, missing }: Configuration): Record<string, unknown> {
  let value: unknown = configuration[name];
  if (value === undefined) {
    if (Array.isArray(missing)) throw refusal(missing[0] as string, missing[1] as string, 404, { BucketName: bucket });
    value = missing;
  }
  return output === undefined ? (value as Record<string, unknown>) : { [output]: value };
}

function besideOf({ beside }: Configuration, input: Input): Input | undefined {
  return beside && { [beside[0]]: input[beside[0]] ?? beside[1] };
}

function change({ buckets }: S3, name: string, changes: Record<string, unknown>): void {
  const bucket = buckets.get(name);
  buckets.put({ ...bucket, configuration: { ...bucket.configuration, ...changes } });
}

function putVersioning({ buckets }: S3, { Bucket, VersioningConfiguration }: Input): void {
  const { Status, MFADelete } = (VersioningConfiguration ?? {}) as { Status?: string; MFADelete?: string };
  const bucket = buckets.get(Bucket as string);
  if (MFADelete === 'Enabled') throw notServed('S3 MFADelete');
  if (Status !== 'Enabled' && Status !== 'Suspended')
    throw refusal('IllegalVersioningConfigurationException', 'The Versioning element must be specified');
  buckets.put({ ...bucket, versioning: Status });
}

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

function malformedXml(): Error {
  return refusal('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');
}
