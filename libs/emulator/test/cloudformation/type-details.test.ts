import { DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trustPolicy } from '../test-emulator.ts';
import { TestStacks } from './test-stacks.ts';

let testStacks: TestStacks;
beforeAll(async () => {
  testStacks = await TestStacks.open();
});
afterAll(() => testStacks[Symbol.asyncDispose]());

const IAM = { Capabilities: ['CAPABILITY_NAMED_IAM' as const] };
const allow = (Action: string): object => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
const role = (service: string): object => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: trustPolicy(service) },
});

/** Creates a stack, or updates it if it exists, which must succeed. */
async function deploy(name: string, Resources: object, isUpdate = false): Promise<Record<string, string>> {
  const stack = await (isUpdate ? testStacks.update(name, { Resources }, IAM) : testStacks.create(name, { Resources }, IAM));
  expect(await testStacks.failures(name)).toEqual({});
  expect(stack.StackStatus).toBe(isUpdate ? 'UPDATE_COMPLETE' : 'CREATE_COMPLETE');
  return testStacks.ids(name);
}

async function remove(name: string): Promise<void> {
  const { StackId = '' } = await testStacks.describe(name);
  await testStacks.client.send(new DeleteStackCommand({ StackName: name }));
  expect(await testStacks.settled(StackId)).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
}

describe('a managed policy', () => {
  const managed = (Action: string, more: object = {}): object => ({
    R: role('states.amazonaws.com'),
    P: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { ManagedPolicyName: 'detailed', Path: '/team/', Description: 'of a', PolicyDocument: allow(Action), ...more },
    },
  });

  it('has a path and a description, and keeps five versions at most, the newest as its default', async () => {
    const { P: PolicyArn } = await deploy('versions', managed('s3:Get1'));
    for (const step of [2, 3, 4, 5, 6, 7]) await deploy('versions', managed(`s3:Get${step}`), true);

    await deploy('versions', managed('s3:Get7', { Roles: [{ Ref: 'R' }] }), true);

    expect(PolicyArn).toBe('arn:aws:iam::000000000000:policy/team/detailed');
    expect(await testStacks.call('iam', 'GetPolicy', { PolicyArn })).toMatchObject({
      Policy: { Path: '/team/', Description: 'of a', DefaultVersionId: 'v7', AttachmentCount: 1 },
    });
    const { Versions } = await testStacks.call<{ Versions: { VersionId: string }[] }>('iam', 'ListPolicyVersions', { PolicyArn });
    expect(Versions.map(({ VersionId }) => VersionId).toSorted()).toEqual(['v3', 'v4', 'v5', 'v6', 'v7']);
    await remove('versions');
    await expect(testStacks.call('iam', 'GetPolicy', { PolicyArn })).rejects.toMatchObject({ code: 'NoSuchEntity' });
  });
});

describe('a policy of roles', () => {
  const resources = (...Roles: string[]): object => ({
    A: role('states.amazonaws.com'),
    B: role('states.amazonaws.com'),
    P: {
      Type: 'AWS::IAM::Policy',
      Properties: { PolicyName: 'inline', PolicyDocument: allow('s3:GetObject'), Roles: Roles.map((Ref) => ({ Ref })) },
    },
  });

  it('is removed from the roles that it no longer names, and must name one', async () => {
    const { A, B } = await deploy('inline', resources('A', 'B'));
    const policies = async (RoleName: string | undefined): Promise<unknown> =>
      (await testStacks.call('iam', 'ListRolePolicies', { RoleName }))['PolicyNames'];
    await deploy('inline', resources('A'), true);

    expect([await policies(A), await policies(B)]).toEqual([['inline'], []]);
    expect(await testStacks.update('inline', { Resources: resources() }, IAM)).toMatchObject({
      StackStatus: 'UPDATE_ROLLBACK_COMPLETE',
    });
    expect((await testStacks.failures('inline'))['P']).toBe('At least one of [Groups,Roles,Users] must be non-empty.');
    expect(await policies(A)).toEqual(['inline']);
  });
});

describe('a function', () => {
  const resources = (Properties: object): object => ({
    Role: role('lambda.amazonaws.com'),
    F: {
      Type: 'AWS::Lambda::Function',
      Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Handler: 'index.handler', Runtime: 'python3.13', ...Properties },
    },
  });
  const inline = (text: string): object => ({ Code: { ZipFile: text } });
  const described = async (FunctionName: string | undefined): Promise<Record<string, unknown>> =>
    (await testStacks.call<{ Configuration: Record<string, unknown> }>('lambda', 'GetFunction', { FunctionName })).Configuration;

  it('keeps its code where only a setting or a tag changes, and takes new code for another architecture', async () => {
    const code = inline('def handler(event, context): return 1');
    const { F } = await deploy('function', resources({ ...code, Architectures: ['arm64'], Description: 'a' }));
    const first = await described(F);
    await deploy('function', resources({ ...code, Architectures: ['arm64'], Description: 'b' }), true);
    const second = await described(F);
    await deploy('function', resources({ ...code, Architectures: ['x86_64'], Tags: [{ Key: 'a', Value: '1' }] }), true);
    const third = await described(F);

    expect(first).toMatchObject({ Architectures: ['arm64'], Description: 'a' });
    expect(second).toMatchObject({ Architectures: ['arm64'], Description: 'b', CodeSha256: first['CodeSha256'] });
    expect(third).toMatchObject({ Architectures: ['x86_64'], Description: '', CodeSha256: first['CodeSha256'] });
  });

  it('takes its code from a bucket', async () => {
    const { F } = await deploy('inline-code', resources(inline('def handler(event, context): return 2')));
    const { Code } = await testStacks.call<{ Code: { Location: string } }>('lambda', 'GetFunction', { FunctionName: F });
    const Body = Buffer.from(await (await fetch(Code.Location)).arrayBuffer());
    await testStacks.call('s3', 'CreateBucket', { Bucket: 'code-of-functions' });
    await testStacks.call('s3', 'PutObject', { Bucket: 'code-of-functions', Key: 'f.zip', Body });
    const stored = { Code: { S3Bucket: 'code-of-functions', S3Key: 'f.zip' } };
    const { F: copy } = await deploy('stored-code', resources(stored));

    expect((await described(copy))['CodeSha256']).toBe((await described(F))['CodeSha256']);
    await deploy('stored-code', resources({ ...stored, Tags: [{ Key: 'a', Value: '1' }] }), true);
    expect((await testStacks.call('lambda', 'GetFunction', { FunctionName: copy }))['Tags']).toMatchObject({ a: '1' });
  });

  it('takes at most 4 MiB of inline code', async () => {
    const template = {
      Parameters: { Text: { Type: 'String' } },
      Resources: resources({ Code: { ZipFile: { 'Fn::Join': ['', Array.from({ length: 1025 }, () => ({ Ref: 'Text' }))] } } }),
    };
    const Parameters = [{ ParameterKey: 'Text', ParameterValue: '#'.repeat(4096) }];
    await testStacks.create('large-code', template, { ...IAM, Parameters });

    expect((await testStacks.failures('large-code'))['F']).toBe('Property ZipFile is larger than 4194304 bytes');
  });

  it('from an image fails where a condition chooses the image', async () => {
    const template = {
      Parameters: { Kind: { Type: 'String', Default: 'image' } },
      Conditions: { IsImage: { 'Fn::Equals': [{ Ref: 'Kind' }, 'image'] } },
      Resources: resources({ Code: { 'Fn::If': ['IsImage', { ImageUri: 'a' }, { ZipFile: 'b' }] } }),
    };
    await testStacks.create('image', template, IAM);

    expect((await testStacks.failures('image'))['F']).toBe('Code.ImageUri is not served by the embedded AWS of Stepmaker');
  });
});

describe('a trail', () => {
  const resources = (more: object): object => ({
    Key: { Type: 'AWS::KMS::Key', Properties: { PendingWindowInDays: 7 } },
    Logs: { Type: 'AWS::S3::Bucket' },
    Policy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'Logs' },
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 's3:*', Resource: '*' }],
        },
      },
    },
    Trail: {
      Type: 'AWS::CloudTrail::Trail',
      DependsOn: 'Policy',
      Properties: { IsLogging: true, S3BucketName: { Ref: 'Logs' }, ...more },
    },
  });

  it('is encrypted with a key, and has the selectors of its template', async () => {
    const EventSelectors = [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true, DataResources: [] }];
    const AdvancedEventSelectors = [{ Name: 'all', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }];
    const { Trail: Name, Key } = await deploy('trail', resources({ EventSelectors, KMSKeyId: { Ref: 'Key' } }));
    const selectors = (): Promise<unknown> => testStacks.call('cloudtrail', 'GetEventSelectors', { TrailName: Name });

    expect(await testStacks.call('cloudtrail', 'GetTrail', { Name })).toMatchObject({
      Trail: { KmsKeyId: expect.stringContaining(String(Key)) },
    });
    expect(await selectors()).toMatchObject({ EventSelectors });
    await deploy('trail', resources({ AdvancedEventSelectors, KMSKeyId: { Ref: 'Key' } }), true);
    expect(await selectors()).toMatchObject({ AdvancedEventSelectors });
  });
});

describe('a budget', () => {
  const budget = (TimePeriod: object, more: object = {}): object => ({
    B: {
      Type: 'AWS::Budgets::Budget',
      Properties: {
        Budget: {
          BudgetName: 'monthly',
          BudgetType: 'COST',
          TimeUnit: 'MONTHLY',
          BudgetLimit: { Amount: '5', Unit: 'USD' },
          TimePeriod,
        },
        ...more,
      },
    },
  });

  it('begins and ends at moments given as dates or as seconds', async () => {
    const AccountId = '000000000000';
    const [start, end] = [new Date('2030-01-01T00:00:00Z'), new Date('2031-01-01T00:00:00Z')];
    const periods = [
      { Start: start.toISOString(), End: end.toISOString() },
      { Start: String(start.getTime() / 1000), End: end.getTime() / 1000 },
    ];
    for (const [index, period] of periods.entries()) {
      await deploy('budget', budget(period, { ResourceTags: [{ Key: 'step', Value: String(index) }] }), index > 0);

      expect(await testStacks.call('budgets', 'DescribeBudget', { AccountId, BudgetName: 'monthly' })).toMatchObject({
        Budget: { TimePeriod: { Start: start, End: end } },
      });
      const ResourceARN = `arn:aws:budgets::${AccountId}:budget/monthly`;
      expect(await testStacks.call('budgets', 'ListTagsForResource', { ResourceARN })).toMatchObject({
        ResourceTags: [{ Key: 'step', Value: String(index) }],
      });
    }
  });
});

describe('a network', () => {
  it('has the tenancy of its template, and a subnet in a zone that EC2 chooses', async () => {
    const { V, S } = await deploy('network', {
      V: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16', InstanceTenancy: 'dedicated' } },
      S: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'V' }, CidrBlock: '10.0.0.0/24' } },
    });

    expect(await testStacks.call('ec2', 'DescribeVpcs', { VpcIds: [V] })).toMatchObject({
      Vpcs: [{ InstanceTenancy: 'dedicated' }],
    });
    expect(await testStacks.call('ec2', 'DescribeSubnets', { SubnetIds: [S] })).toMatchObject({
      Subnets: [{ VpcId: V, AvailabilityZone: expect.stringMatching(/^us-east-1[a-c]$/) }],
    });
  });
});

describe('a rule of a security group', () => {
  it('must name its protocol', async () => {
    const rules = {
      SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '10.0.0.0/8' }, { CidrIp: '10.0.0.0/8' }],
    };
    await testStacks.create('unprotected', {
      Resources: {
        V: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
        G: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'a', VpcId: { Ref: 'V' }, ...rules } },
      },
    });

    expect((await testStacks.failures('unprotected'))['G']).toBe(
      'Properties validation failed for resource G with message:\n#/SecurityGroupIngress/1: required key [IpProtocol] not found',
    );
  });
});

describe('other types', () => {
  it('take the class of a log group, the bus of a rule and the tags of a composite alarm', async () => {
    const { G, R, A } = await deploy('others', {
      G: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupClass: 'INFREQUENT_ACCESS' } },
      R: { Type: 'AWS::Events::Rule', Properties: { EventBusName: 'default', EventPattern: { source: ['a'] } } },
      A: {
        Type: 'AWS::CloudWatch::CompositeAlarm',
        Properties: { AlarmRule: 'FALSE', Tags: [{ Key: 'a', Value: '1' }] },
      },
      S: { Type: 'AWS::Scheduler::ScheduleGroup' },
      Q: { Type: 'AWS::SQS::Queue', Properties: { RedriveAllowPolicy: '{"redrivePermission":"allowAll"}' } },
    });

    expect(await testStacks.call('logs', 'DescribeLogGroups', { logGroupNamePrefix: G })).toMatchObject({
      logGroups: [{ logGroupClass: 'INFREQUENT_ACCESS' }],
    });
    expect(await testStacks.call('events', 'DescribeRule', { Name: R })).toMatchObject({ EventBusName: 'default' });
    const ResourceARN = `arn:aws:cloudwatch:us-east-1:000000000000:alarm:${A}`;
    expect(await testStacks.call('cloudwatch', 'ListTagsForResource', { ResourceARN })).toMatchObject({
      Tags: [{ Key: 'a', Value: '1' }],
    });
    await remove('others');
    await expect(testStacks.call('events', 'DescribeRule', { Name: R })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });
});
