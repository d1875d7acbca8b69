import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outputsOf, TestStacks } from './test-stacks.ts';

let testStacks: TestStacks;
let topicArn: string;
beforeAll(async () => {
  testStacks = await TestStacks.open();
  const { TopicArn } = await testStacks.call<{ TopicArn: string }>('sns', 'CreateTopic', { Name: 'bucket-events' });
  topicArn = TopicArn;
  await testStacks.call('s3', 'CreateBucket', { Bucket: 'access-logs' });
});
afterAll(() => testStacks[Symbol.asyncDispose]());

const bucket = (Properties: object): object => ({ Resources: { B: { Type: 'AWS::S3::Bucket', Properties } } });

/** The answer of S3 about a bucket, after a stack has set its property and after an update has removed it. */
async function setAndRemoved(name: string, operation: string, properties: object): Promise<readonly unknown[]> {
  await testStacks.create(name, bucket(properties));
  const { B: Bucket } = await testStacks.ids(name);
  const read = (): Promise<unknown> => testStacks.call('s3', operation, { Bucket }).catch(({ code }: { code: string }) => code);
  const set = await read();
  expect(await testStacks.update(name, bucket({}))).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
  return [set, await read()];
}

describe('a property of a bucket', () => {
  it.each<[string, string, object, unknown, unknown]>([
    [
      'VersioningConfiguration',
      'GetBucketVersioning',
      { VersioningConfiguration: { Status: 'Enabled' } },
      { Status: 'Enabled' },
      { Status: 'Suspended' },
    ],
    [
      'LoggingConfiguration',
      'GetBucketLogging',
      { LoggingConfiguration: { DestinationBucketName: 'access-logs', LogFilePrefix: 'of/' } },
      { LoggingEnabled: { TargetBucket: 'access-logs', TargetPrefix: 'of/' } },
      {},
    ],
    [
      'LoggingConfiguration without a prefix',
      'GetBucketLogging',
      { LoggingConfiguration: { DestinationBucketName: 'access-logs' } },
      { LoggingEnabled: { TargetBucket: 'access-logs', TargetPrefix: '' } },
      {},
    ],
    [
      'NotificationConfiguration with EventBridge',
      'GetBucketNotificationConfiguration',
      { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } },
      { EventBridgeConfiguration: {} },
      {},
    ],
    ['Tags', 'GetBucketTagging', { Tags: [{ Key: 'a', Value: '1' }] }, { TagSet: [{ Key: 'a', Value: '1' }] }, 'NoSuchTagSet'],
    [
      'CorsConfiguration',
      'GetBucketCors',
      { CorsConfiguration: { CorsRules: [{ Id: 'one', AllowedMethods: ['GET'], AllowedOrigins: ['*'], MaxAge: '60' }] } },
      { CORSRules: [{ ID: 'one', AllowedMethods: ['GET'], AllowedOrigins: ['*'], MaxAgeSeconds: 60 }] },
      'NoSuchCORSConfiguration',
    ],
  ])('%s is set, and removed with the property', async (title, operation, properties, set, removed) => {
    const name = title.replaceAll(' ', '-');
    const [before, after] = await setAndRemoved(name, operation, properties);

    expect(before).toMatchObject(set as object);
    if (typeof removed === 'string') expect(after).toBe(removed);
    else {
      expect(after).toMatchObject(removed as object);
      expect(after).not.toMatchObject(set as object);
    }
  });

  it('NotificationConfiguration keeps the filter of a topic', async () => {
    const Policy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sns:Publish', Resource: topicArn }],
    };
    await testStacks.call('sns', 'SetTopicAttributes', {
      TopicArn: topicArn,
      AttributeName: 'Policy',
      AttributeValue: JSON.stringify(Policy),
    });
    const Rules = [{ Name: 'prefix', Value: 'in/' }];
    const TopicConfigurations = [
      { Event: 's3:ObjectCreated:*', Topic: topicArn, Filter: { S3Key: { Rules } } },
      { Event: 's3:ObjectRemoved:*', Topic: topicArn },
    ];
    await testStacks.create('notifying', bucket({ NotificationConfiguration: { TopicConfigurations } }));
    const { B: Bucket } = await testStacks.ids('notifying');

    expect(await testStacks.call('s3', 'GetBucketNotificationConfiguration', { Bucket })).toMatchObject({
      TopicConfigurations: [
        { Events: ['s3:ObjectCreated:*'], TopicArn: topicArn, Filter: { Key: { FilterRules: [{ Value: 'in/' }] } } },
        { Events: ['s3:ObjectRemoved:*'], TopicArn: topicArn },
      ],
    });
  });

  it('LifecycleConfiguration keeps the kinds of expiration, filters and transitions', async () => {
    const Status = 'Enabled';
    const rules: readonly (readonly [object, object])[] = [
      [
        { Id: 'all', ExpirationInDays: 9 },
        { Filter: { Prefix: '' }, Expiration: { Days: 9 } },
      ],
      [
        { Id: 'markers', Prefix: 'm/', ExpiredObjectDeleteMarker: true },
        { Filter: { Prefix: 'm/' }, Expiration: { ExpiredObjectDeleteMarker: true } },
      ],
      [{ Id: 'old', NoncurrentVersionExpirationInDays: 3 }, { NoncurrentVersionExpiration: { NoncurrentDays: 3 } }],
      [
        { Id: 'older', NoncurrentVersionExpiration: { NoncurrentDays: 4, NewerNoncurrentVersions: 2 } },
        { NoncurrentVersionExpiration: { NoncurrentDays: 4, NewerNoncurrentVersions: 2 } },
      ],
      [
        { Id: 'large', Prefix: 'l/', ObjectSizeGreaterThan: 10, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
        {
          Filter: { And: { Prefix: 'l/', ObjectSizeGreaterThan: 10 } },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
        },
      ],
      [
        { Id: 'moved', Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: 30 }] },
        { Transitions: [{ StorageClass: 'GLACIER', Days: 30 }] },
      ],
    ];
    const Rules = rules.map(([rule]) => ({ Status, ...rule }));
    await testStacks.create('expiring', bucket({ LifecycleConfiguration: { Rules } }));
    const { B: Bucket } = await testStacks.ids('expiring');

    expect(await testStacks.call('s3', 'GetBucketLifecycleConfiguration', { Bucket })).toMatchObject({
      Rules: rules.map(([, expected]) => expected),
    });
  });
});

it('a bucket in another region has that region as its constraint and in its names', async () => {
  await using ireland = await TestStacks.open({}, 'eu-west-1');
  const stack = await ireland.create('abroad', {
    ...bucket({ BucketName: 'abroad' }),
    Outputs: { Domain: { Value: { 'Fn::GetAtt': ['B', 'RegionalDomainName'] } } },
  });

  expect(outputsOf(stack)).toEqual({ Domain: 'abroad.s3.eu-west-1.amazonaws.com' });
  expect(await ireland.call('s3', 'GetBucketLocation', { Bucket: 'abroad' })).toMatchObject({
    LocationConstraint: 'eu-west-1',
  });
});
