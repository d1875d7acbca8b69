import { s3Arn } from '../../../core/arn.ts';
import { dnsSuffixOf } from '../../../core/partition.ts';
import { ignoreNotFound } from '../failure-reason.ts';
import type { Json, JsonObject } from '../template/json.ts';
import { refuseExisting } from './existing.ts';
import { TAGS } from './property-shape.ts';
import { mergedTags, type Properties, type ResourceContext, type ResourceType } from './resource-type.ts';

/** A part of a bucket's configuration: the property, how it is set, how it is taken away. */
interface BucketSetting {
  readonly property: string;
  readonly put: string;
  readonly remove?: string;
  readonly input: (value: Json) => object;
}

const SETTINGS: readonly BucketSetting[] = [
  {
    property: 'VersioningConfiguration',
    put: 'PutBucketVersioning',
    input: (value) => ({ VersioningConfiguration: value }),
  },
  {
    property: 'BucketEncryption',
    put: 'PutBucketEncryption',
    remove: 'DeleteBucketEncryption',
    input: (value) => ({
      ServerSideEncryptionConfiguration: {
        Rules: ((value as JsonObject)['ServerSideEncryptionConfiguration'] as readonly JsonObject[]).map((rule) => ({
          ApplyServerSideEncryptionByDefault: rule['ServerSideEncryptionByDefault'],
          BucketKeyEnabled: rule['BucketKeyEnabled'],
        })),
      },
    }),
  },
  {
    property: 'PublicAccessBlockConfiguration',
    put: 'PutPublicAccessBlock',
    remove: 'DeletePublicAccessBlock',
    input: (value) => ({ PublicAccessBlockConfiguration: value }),
  },
  {
    property: 'OwnershipControls',
    put: 'PutBucketOwnershipControls',
    remove: 'DeleteBucketOwnershipControls',
    input: (value) => ({ OwnershipControls: value }),
  },
  {
    property: 'LifecycleConfiguration',
    put: 'PutBucketLifecycleConfiguration',
    remove: 'DeleteBucketLifecycle',
    input: (value) => ({
      LifecycleConfiguration: { Rules: ((value as JsonObject)['Rules'] as readonly JsonObject[]).map(lifecycleRule) },
    }),
  },
  {
    property: 'CorsConfiguration',
    put: 'PutBucketCors',
    remove: 'DeleteBucketCors',
    input: (value) => ({
      CORSConfiguration: { CORSRules: ((value as JsonObject)['CorsRules'] as readonly JsonObject[]).map(corsRule) },
    }),
  },
  {
    property: 'LoggingConfiguration',
    put: 'PutBucketLogging',
    input: (value) => {
      const { DestinationBucketName, LogFilePrefix } = value as JsonObject;
      return {
        BucketLoggingStatus: { LoggingEnabled: { TargetBucket: DestinationBucketName, TargetPrefix: LogFilePrefix ?? '' } },
      };
    },
  },
  {
    property: 'NotificationConfiguration',
    put: 'PutBucketNotificationConfiguration',
    input: (value) => ({ NotificationConfiguration: notifications(value as JsonObject) }),
  },
];

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
export const s3Bucket: ResourceType = {
  typeName: 'AWS::S3::Bucket',
  properties: {
    AccelerateConfiguration: 'notServed',
    AccessControl: 'string',
    AnalyticsConfigurations: 'notServed',
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        { BucketKeyEnabled: 'boolean', ServerSideEncryptionByDefault: { SSEAlgorithm: 'string', KMSMasterKeyID: 'string' } },
      ],
    },
    BucketName: 'string',
    CorsConfiguration: {
      CorsRules: [
        {
          AllowedHeaders: ['string'],
          AllowedMethods: ['string'],
          AllowedOrigins: ['string'],
          ExposedHeaders: ['string'],
          Id: 'string',
          MaxAge: 'integer',
        },
      ],
    },
    IntelligentTieringConfigurations: 'notServed',
    InventoryConfigurations: 'notServed',
    LifecycleConfiguration: {
      Rules: [
        {
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 'integer' },
          ExpirationDate: 'notServed',
          ExpirationInDays: 'integer',
          ExpiredObjectDeleteMarker: 'boolean',
          Id: 'string',
          NoncurrentVersionExpiration: { NoncurrentDays: 'integer', NewerNoncurrentVersions: 'integer' },
          NoncurrentVersionExpirationInDays: 'integer',
          NoncurrentVersionTransitions: 'notServed',
          ObjectSizeGreaterThan: 'integer',
          ObjectSizeLessThan: 'integer',
          Prefix: 'string',
          Status: 'string',
          TagFilters: 'notServed',
          Transitions: [{ StorageClass: 'string', TransitionDate: 'notServed', TransitionInDays: 'integer' }],
        },
      ],
      TransitionDefaultMinimumObjectSize: 'string',
    },
    LoggingConfiguration: { DestinationBucketName: 'string', LogFilePrefix: 'string', TargetObjectKeyFormat: 'notServed' },
    MetadataTableConfiguration: 'notServed',
    MetricsConfigurations: 'notServed',
    NotificationConfiguration: {
      EventBridgeConfiguration: { EventBridgeEnabled: 'boolean' },
      LambdaConfigurations: [{ Event: 'string', Function: 'string', Filter: 'json' }],
      QueueConfigurations: [{ Event: 'string', Queue: 'string', Filter: 'json' }],
      TopicConfigurations: [{ Event: 'string', Topic: 'string', Filter: 'json' }],
    },
    ObjectLockConfiguration: 'notServed',
    ObjectLockEnabled: 'notServed',
    OwnershipControls: { Rules: [{ ObjectOwnership: 'string' }] },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: 'boolean',
      BlockPublicPolicy: 'boolean',
      IgnorePublicAcls: 'boolean',
      RestrictPublicBuckets: 'boolean',
    },
    ReplicationConfiguration: 'notServed',
    Tags: TAGS,
    VersioningConfiguration: { Status: 'string' },
    WebsiteConfiguration: 'notServed',
  },
  required: [],
  createOnly: ['BucketName', 'ObjectLockEnabled'],
  nameProperty: 'BucketName',
  generatedName: { maximumLength: 63, lowerCase: true },
  attributes: ['Arn', 'DomainName', 'DualStackDomainName', 'RegionalDomainName', 'WebsiteURL'],
  create: async (properties, context) => {
    const Bucket = String(properties['BucketName'] ?? context.generatedName);
    const { region } = context;
    if (properties['BucketName'] !== undefined) await refuseExisting(context, Bucket, ['s3', 'HeadBucket', { Bucket }]);
    await context.call('s3', 'CreateBucket', {
      Bucket,
      ...(region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region } }),
    });
    context.claim(Bucket);
    await configure(Bucket, properties, {}, context);
    return { physicalId: Bucket, attributes: attributes(Bucket, context) };
  },
  update: async (state, properties, before, context) => {
    await configure(state.physicalId, properties, before, context);
    return state;
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(context.call('s3', 'DeleteBucket', { Bucket: physicalId }));
  },
};

async function configure(Bucket: string, properties: Properties, before: Properties, context: ResourceContext): Promise<void> {
  for (const { property, put, remove, input } of SETTINGS) {
    const value = properties[property];
    if (JSON.stringify(value) === JSON.stringify(before[property])) continue;
    if (value !== undefined) await context.call('s3', put, { Bucket, ...input(value) });
    else if (remove !== undefined) await context.call('s3', remove, { Bucket });
    else await context.call('s3', put, { Bucket, ...emptied(property) });
  }
  const TagSet = mergedTags(properties['Tags'], context);
  if (TagSet.length > 0) await context.call('s3', 'PutBucketTagging', { Bucket, Tagging: { TagSet } });
  else if (before['Tags'] !== undefined) await context.call('s3', 'DeleteBucketTagging', { Bucket });
}

/** Requests that remove a setting without an operation of its removal. */
function emptied(property: string): object {
  if (property === 'VersioningConfiguration') return { VersioningConfiguration: { Status: 'Suspended' } };
  return property === 'LoggingConfiguration' ? { BucketLoggingStatus: {} } : { NotificationConfiguration: {} };
}

function lifecycleRule(rule: JsonObject): object {
  const expiration = {
    ...(rule['ExpirationInDays'] === undefined ? {} : { Days: rule['ExpirationInDays'] }),
    ...(rule['ExpiredObjectDeleteMarker'] === undefined ? {} : { ExpiredObjectDeleteMarker: rule['ExpiredObjectDeleteMarker'] }),
  };
  const noncurrent = rule['NoncurrentVersionExpiration'] ?? { NoncurrentDays: rule['NoncurrentVersionExpirationInDays'] };
  return defined({
    ID: rule['Id'],
    Status: rule['Status'],
    Filter: lifecycleFilter(rule),
    Expiration: Object.keys(expiration).length > 0 ? expiration : undefined,
    AbortIncompleteMultipartUpload: rule['AbortIncompleteMultipartUpload'],
    NoncurrentVersionExpiration: (noncurrent as JsonObject)['NoncurrentDays'] === undefined ? undefined : noncurrent,
    Transitions: (rule['Transitions'] as readonly JsonObject[] | undefined)?.map(({ StorageClass, TransitionInDays }) =>
      defined({ StorageClass, Days: TransitionInDays }),
    ),
  });
}

function lifecycleFilter(rule: JsonObject): object {
  const { Prefix, ObjectSizeGreaterThan, ObjectSizeLessThan } = rule;
  const filter = defined({ Prefix, ObjectSizeGreaterThan, ObjectSizeLessThan });
  if (Object.keys(filter).length > 1) return { And: filter };
  return Object.keys(filter).length === 1 ? filter : { Prefix: '' };
}

function corsRule({ AllowedHeaders, AllowedMethods, AllowedOrigins, ExposedHeaders, Id, MaxAge }: JsonObject): object {
  return defined({
    AllowedHeaders,
    AllowedMethods,
    AllowedOrigins,
    ExposeHeaders: ExposedHeaders,
    ID: Id,
    MaxAgeSeconds: MaxAge,
  });
}

function notifications(value: JsonObject): object {
  const targets = (name: string, from: string, to: string): object[] =>
    ((value[name] ?? []) as readonly JsonObject[]).map((each) =>
      defined({ Events: [each['Event']], [to]: each[from], Filter: notificationFilter(each['Filter']) }),
    );
  return {
    ...(value['EventBridgeConfiguration'] === undefined ? {} : { EventBridgeConfiguration: {} }),
    LambdaFunctionConfigurations: targets('LambdaConfigurations', 'Function', 'LambdaFunctionArn'),
    QueueConfigurations: targets('QueueConfigurations', 'Queue', 'QueueArn'),
    TopicConfigurations: targets('TopicConfigurations', 'Topic', 'TopicArn'),
  };
}

function notificationFilter(filter: Json | undefined): object | undefined {
  const key = (filter as JsonObject | undefined)?.['S3Key'] as JsonObject | undefined;
  return key === undefined ? undefined : { Key: { FilterRules: key['Rules'] } };
}

function attributes(bucket: string, { partition, region }: ResourceContext): Record<string, string> {
  const suffix = dnsSuffixOf(partition);
  return {
    Arn: s3Arn(partition, bucket),
    DomainName: `${bucket}.s3.${suffix}`,
    DualStackDomainName: `${bucket}.s3.dualstack.${region}.${suffix}`,
    RegionalDomainName: `${bucket}.s3.${region}.${suffix}`,
    WebsiteURL: `http://${bucket}.s3-website-${region}.${suffix}`,
  };
}

function defined(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
