import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trustPolicy } from '../test-emulator.ts';
import { TestStacks } from './test-stacks.ts';

type Service = Parameters<TestStacks['call']>[0];

let testStacks: TestStacks;
beforeAll(async () => {
  testStacks = await TestStacks.open();
});
afterAll(() => testStacks[Symbol.asyncDispose]());

const allow = (Action: string): object => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });

/** Of a resource: its type, the further resources of its stack, and the operation that shows it. */
interface Subject {
  readonly Type: string;
  readonly others?: object;
  readonly read: readonly [service: Service, operation: string, input: (id: string) => object];
}

const SUBJECTS = {
  subscription: {
    Type: 'AWS::SNS::Subscription',
    others: { T: { Type: 'AWS::SNS::Topic' }, Q: { Type: 'AWS::SQS::Queue' } },
    read: ['sns', 'GetSubscriptionAttributes', (SubscriptionArn) => ({ SubscriptionArn })],
  },
  topic: { Type: 'AWS::SNS::Topic', read: ['sns', 'GetTopicAttributes', (TopicArn) => ({ TopicArn })] },
  queue: {
    Type: 'AWS::SQS::Queue',
    read: ['sqs', 'GetQueueAttributes', (QueueUrl) => ({ QueueUrl, AttributeNames: ['All'] })],
  },
  key: { Type: 'AWS::KMS::Key', read: ['kms', 'DescribeKey', (KeyId) => ({ KeyId })] },
  rotation: { Type: 'AWS::KMS::Key', read: ['kms', 'GetKeyRotationStatus', (KeyId) => ({ KeyId })] },
  keyPolicy: { Type: 'AWS::KMS::Key', read: ['kms', 'GetKeyPolicy', (KeyId) => ({ KeyId, PolicyName: 'default' })] },
  role: { Type: 'AWS::IAM::Role', read: ['iam', 'GetRole', (RoleName) => ({ RoleName })] },
  rolePolicies: { Type: 'AWS::IAM::Role', read: ['iam', 'ListRolePolicies', (RoleName) => ({ RoleName })] },
  alarm: {
    Type: 'AWS::CloudWatch::Alarm',
    read: [
      'cloudwatch',
      'ListTagsForResource',
      (name) => ({ ResourceARN: `arn:aws:cloudwatch:us-east-1:000000000000:alarm:${name}` }),
    ],
  },
  gateway: {
    Type: 'AWS::EC2::VPCEndpoint',
    others: { V: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } } },
    read: ['ec2', 'DescribeVpcEndpoints', (id) => ({ VpcEndpointIds: [id] })],
  },
  group: {
    Type: 'AWS::EC2::SecurityGroup',
    others: {
      V: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
      Other: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'other', VpcId: { Ref: 'V' } } },
    },
    read: ['ec2', 'DescribeSecurityGroups', (id) => ({ GroupIds: [id] })],
  },
  schedule: {
    Type: 'AWS::Scheduler::Schedule',
    others: {
      Q: { Type: 'AWS::SQS::Queue' },
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trustPolicy('scheduler.amazonaws.com') } },
    },
    read: ['scheduler', 'GetSchedule', (Name) => ({ Name })],
  },
  parameter: {
    Type: 'AWS::SSM::Parameter',
    read: ['ssm', 'ListTagsForResource', (ResourceId) => ({ ResourceType: 'Parameter', ResourceId })],
  },
} satisfies Record<string, Subject>;

let count = 0;

/** What a resource is shown as after a stack has been created with the first of its properties, and updated to each of the others; then deleted. */
async function shownAfterEach(name: keyof typeof SUBJECTS, steps: readonly object[]): Promise<unknown[]> {
  const { Type, others, read }: Subject = SUBJECTS[name];
  const [service, operation, input] = read;
  count += 1;
  const StackName = `changed-${count}`;
  const Capabilities = ['CAPABILITY_IAM' as const];
  const shown: unknown[] = [];
  for (const [index, Properties] of steps.entries()) {
    const template = { Resources: { ...others, R: { Type, Properties } } };
    if (index === 0) await testStacks.create(StackName, template, { Capabilities });
    else await testStacks.update(StackName, template, { Capabilities });
    expect(await testStacks.failures(StackName)).toEqual({});
    shown.push(await testStacks.call(service, operation, input((await testStacks.ids(StackName))['R'] ?? '')));
  }
  const { StackId = '' } = await testStacks.describe(StackName);
  await testStacks.call('cloudformation', 'DeleteStack', { StackName });
  expect(await testStacks.settled(StackId)).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
  return shown;
}

const subscription = (more: object): object => ({
  TopicArn: { Ref: 'T' },
  Protocol: 'sqs',
  Endpoint: { 'Fn::GetAtt': ['Q', 'Arn'] },
  ...more,
});
const role = (more: object): object => ({ AssumeRolePolicyDocument: trustPolicy('states.amazonaws.com'), ...more });
const alarm = (Tags: object[]): object => ({
  Namespace: 'N',
  MetricName: 'm',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanThreshold',
  Tags,
});
const gateway = (more: object): object => ({
  VpcId: { Ref: 'V' },
  ServiceName: 'com.amazonaws.us-east-1.s3',
  ...more,
});
const group = (more: object): object => ({ GroupDescription: 'jobs', VpcId: { Ref: 'V' }, ...more });
const schedule = (more: object): object => ({
  State: 'DISABLED',
  ScheduleExpression: 'rate(1 hour)',
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: { Arn: { 'Fn::GetAtt': ['Q', 'Arn'] }, RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] } },
  ...more,
});
const boundary = (name: string): string => `arn:aws:iam::aws:policy/${name}`;

describe('an update of a resource', () => {
  it.each<[string, keyof typeof SUBJECTS, readonly object[], readonly object[]]>([
    [
      'sets, changes and removes the filter and the format of a subscription',
      'subscription',
      [
        subscription({ FilterPolicy: { kind: ['a'] }, FilterPolicyScope: 'MessageBody', RawMessageDelivery: true }),
        subscription({ FilterPolicy: { kind: ['b'] }, FilterPolicyScope: 'MessageBody' }),
        subscription({}),
      ],
      [
        { Attributes: { FilterPolicy: '{"kind":["a"]}', FilterPolicyScope: 'MessageBody', RawMessageDelivery: 'true' } },
        { Attributes: { FilterPolicy: '{"kind":["b"]}', FilterPolicyScope: 'MessageBody', RawMessageDelivery: 'false' } },
        { Attributes: { FilterPolicyScope: 'MessageAttributes', RawMessageDelivery: 'false' } },
      ],
    ],
    [
      'resets what a topic no longer sets',
      'topic',
      [{ DisplayName: 'a', TracingConfig: 'Active', SignatureVersion: '2' }, { DisplayName: 'a' }, {}],
      [
        { Attributes: { DisplayName: 'a', TracingConfig: 'Active', SignatureVersion: '2' } },
        { Attributes: { DisplayName: 'a', TracingConfig: 'PassThrough', SignatureVersion: '1' } },
        { Attributes: { DisplayName: '' } },
      ],
    ],
    [
      'resets the deduplication of a FIFO topic',
      'topic',
      [{ FifoTopic: true, ContentBasedDeduplication: true }, { FifoTopic: true }],
      [
        { Attributes: { TopicArn: expect.stringMatching(/\.fifo$/), ContentBasedDeduplication: 'true' } },
        { Attributes: { FifoTopic: 'true', ContentBasedDeduplication: 'false' } },
      ],
    ],
    [
      'resets what a FIFO queue no longer sets',
      'queue',
      [
        {
          FifoQueue: true,
          ContentBasedDeduplication: true,
          VisibilityTimeout: 90,
          RedriveAllowPolicy: { redrivePermission: 'denyAll' },
        },
        { FifoQueue: true, Tags: [{ Key: 'a', Value: '1' }] },
      ],
      [
        {
          Attributes: {
            QueueArn: expect.stringMatching(/\.fifo$/),
            ContentBasedDeduplication: 'true',
            VisibilityTimeout: '90',
            RedriveAllowPolicy: '{"redrivePermission":"denyAll"}',
          },
        },
        { Attributes: { FifoQueue: 'true', ContentBasedDeduplication: 'false', VisibilityTimeout: '30' } },
      ],
    ],
    [
      'leaves the attributes of a queue alone where only its tags change',
      'queue',
      [{}, { Tags: [{ Key: 'a', Value: '1' }] }],
      [{ Attributes: { VisibilityTimeout: '30' } }, { Attributes: { VisibilityTimeout: '30' } }],
    ],
    [
      'enables and disables a key',
      'key',
      [{}, { Description: 'a', Enabled: false }, { Enabled: true }],
      [
        { KeyMetadata: { Enabled: true, Description: '' } },
        { KeyMetadata: { Enabled: false, Description: 'a' } },
        { KeyMetadata: { Enabled: true, Description: '' } },
      ],
    ],
    [
      'changes the rotation of a key',
      'rotation',
      [
        { EnableKeyRotation: true, RotationPeriodInDays: 180 },
        { EnableKeyRotation: true, RotationPeriodInDays: 200 },
        { EnableKeyRotation: false },
      ],
      [
        { KeyRotationEnabled: true, RotationPeriodInDays: 180 },
        { KeyRotationEnabled: true, RotationPeriodInDays: 200 },
        { KeyRotationEnabled: false },
      ],
    ],
    [
      'changes the permissions boundary of a role, and removes it',
      'role',
      [
        role({}),
        role({ PermissionsBoundary: boundary('AmazonS3ReadOnlyAccess') }),
        role({ PermissionsBoundary: boundary('AmazonS3FullAccess') }),
        role({}),
      ],
      [
        { Role: expect.not.objectContaining({ PermissionsBoundary: expect.anything() }) },
        { Role: { PermissionsBoundary: { PermissionsBoundaryArn: boundary('AmazonS3ReadOnlyAccess') } } },
        { Role: { PermissionsBoundary: { PermissionsBoundaryArn: boundary('AmazonS3FullAccess') } } },
        { Role: expect.not.objectContaining({ PermissionsBoundary: expect.anything() }) },
      ],
    ],
    [
      'keeps the inline policies of a role that its template keeps',
      'rolePolicies',
      [
        role({ Policies: ['a', 'b'].map((PolicyName) => ({ PolicyName, PolicyDocument: allow('s3:GetObject') })) }),
        role({ Policies: ['b', 'c'].map((PolicyName) => ({ PolicyName, PolicyDocument: allow('s3:PutObject') })) }),
      ],
      [{ PolicyNames: ['a', 'b'] }, { PolicyNames: ['b', 'c'] }],
    ],
    [
      'changes the tags of an alarm',
      'alarm',
      [
        alarm([
          { Key: 'team', Value: 'a' },
          { Key: 'old', Value: '1' },
        ]),
        alarm([{ Key: 'team', Value: 'b' }]),
      ],
      [
        {
          Tags: [
            { Key: 'team', Value: 'a' },
            { Key: 'old', Value: '1' },
          ],
        },
        { Tags: [{ Key: 'team', Value: 'b' }] },
      ],
    ],
    [
      'changes the policy of a VPC endpoint, given as an object or as text, and resets it',
      'gateway',
      [
        gateway({ PolicyDocument: allow('s3:GetObject') }),
        gateway({ PolicyDocument: JSON.stringify(allow('s3:PutObject')) }),
        gateway({ PrivateDnsEnabled: false }),
      ],
      [
        { VpcEndpoints: [{ PolicyDocument: JSON.stringify(allow('s3:GetObject')) }] },
        { VpcEndpoints: [{ PolicyDocument: JSON.stringify(allow('s3:PutObject')) }] },
        { VpcEndpoints: [{ PolicyDocument: expect.stringContaining('"Action":"*"'), PrivateDnsEnabled: false }] },
      ],
    ],
    [
      'changes the rules of a security group, whatever their peers',
      'group',
      [
        group({
          SecurityGroupIngress: [
            { IpProtocol: '-1', SourceSecurityGroupId: { Ref: 'Other' }, Description: 'peers' },
            { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIpv6: '::/0' },
          ],
        }),
        group({ SecurityGroupEgress: [{ IpProtocol: '-1', DestinationPrefixListId: 'pl-63a5400a' }] }),
      ],
      [
        {
          SecurityGroups: [
            {
              IpPermissions: [
                { IpProtocol: '-1', UserIdGroupPairs: [{ Description: 'peers' }] },
                { IpProtocol: 'tcp', FromPort: 80, Ipv6Ranges: [{ CidrIpv6: '::/0' }] },
              ],
              IpPermissionsEgress: [{ IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
            },
          ],
        },
        { SecurityGroups: [{ IpPermissions: [], IpPermissionsEgress: [{ PrefixListIds: [{ PrefixListId: 'pl-63a5400a' }] }] }] },
      ],
    ],
    [
      'gives a schedule a beginning and an end',
      'schedule',
      [schedule({}), schedule({ StartDate: '2030-01-01T00:00:00Z', EndDate: '2031-01-01T00:00:00Z' })],
      [{ GroupName: 'default' }, { StartDate: new Date('2030-01-01T00:00:00Z'), EndDate: new Date('2031-01-01T00:00:00Z') }],
    ],
    [
      'changes the tags of a parameter',
      'parameter',
      [
        { Type: 'String', Value: 'v', Tags: { team: 'a', old: '1' } },
        { Type: 'String', Value: 'v', Tags: { team: 'b' } },
      ],
      [{ TagList: expect.arrayContaining([{ Key: 'old', Value: '1' }]) }, { TagList: [{ Key: 'team', Value: 'b' }] }],
    ],
  ])('%s', async (_, subject, steps, expected) => {
    const shown = await shownAfterEach(subject, steps);

    expect(shown).toHaveLength(expected.length);
    for (const [index, each] of expected.entries()) expect(shown[index], `step ${index + 1}`).toMatchObject(each);
  });

  it('removes the filter of a subscription with its property', async () => {
    const [, second] = await shownAfterEach('subscription', [subscription({ FilterPolicy: { kind: ['a'] } }), subscription({})]);

    expect((second as { Attributes: object }).Attributes).not.toHaveProperty('FilterPolicy');
  });

  it('keeps the policy of a key whose template has none any more', async () => {
    const KeyPolicy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::000000000000:root' }, Action: 'kms:*', Resource: '*' }],
    };
    const shown = await shownAfterEach('keyPolicy', [{ KeyPolicy }, { Description: 'a' }]);

    expect(shown.map((each) => JSON.parse((each as { Policy: string }).Policy) as unknown)).toEqual([KeyPolicy, KeyPolicy]);
  });
});
