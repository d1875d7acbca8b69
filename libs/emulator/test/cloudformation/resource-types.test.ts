import { DeleteStackCommand, UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trustPolicy } from '../test-emulator.ts';
import { TestStacks } from './test-stacks.ts';

let testStacks: TestStacks;
beforeAll(async () => {
  testStacks = await TestStacks.open();
});
afterAll(() => testStacks[Symbol.asyncDispose]());

const IAM = { Capabilities: ['CAPABILITY_IAM' as const] };
const allow = (Action: string): object => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });

/** One resource of each type, with what an update changes about it. */
const template = (step: 'first' | 'second'): object => {
  const isFirst = step === 'first';
  return {
    Resources: {
      Bucket: {
        Type: 'AWS::S3::Bucket',
        Properties: {
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
          },
          PublicAccessBlockConfiguration: { BlockPublicAcls: 'true', BlockPublicPolicy: true },
          VersioningConfiguration: { Status: isFirst ? 'Enabled' : 'Suspended' },
          ...(isFirst
            ? { LifecycleConfiguration: { Rules: [{ Id: 'old', Status: 'Enabled', ExpirationInDays: '3', Prefix: 'raw/' }] } }
            : {}),
        },
      },
      BucketPolicy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: { Ref: 'Bucket' },
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Sid: step,
                Effect: 'Deny',
                Principal: '*',
                Action: 's3:*',
                Resource: { 'Fn::Sub': '${Bucket.Arn}/*' },
                Condition: { Bool: { 'aws:SecureTransport': 'false' } },
              },
            ],
          },
        },
      },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: trustPolicy('states.amazonaws.com'),
          Policies: [{ PolicyName: step, PolicyDocument: allow('s3:GetObject') }],
        },
      },
      Inline: {
        Type: 'AWS::IAM::Policy',
        Properties: { PolicyName: `inline-${step}`, PolicyDocument: allow('sns:Publish'), Roles: [{ Ref: 'Role' }] },
      },
      Managed: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: {
          PolicyDocument: allow(isFirst ? 'sqs:SendMessage' : 'sqs:ReceiveMessage'),
          ...(isFirst ? { Roles: [{ Ref: 'Role' }] } : {}),
        },
      },
      FunctionRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trustPolicy('lambda.amazonaws.com') } },
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Role: { 'Fn::GetAtt': ['FunctionRole', 'Arn'] },
          Code: { ZipFile: `exports.handler = async () => '${step}'` },
          ...(isFirst ? { Timeout: '9', ReservedConcurrentExecutions: 2 } : {}),
          Tags: [{ Key: 'step', Value: step }],
        },
      },
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          FunctionName: { Ref: 'Function' },
          Action: 'lambda:InvokeFunction',
          Principal: isFirst ? 'events.amazonaws.com' : 's3.amazonaws.com',
        },
      },
      InvokeConfig: {
        Type: 'AWS::Lambda::EventInvokeConfig',
        Properties: { FunctionName: { Ref: 'Function' }, Qualifier: '$LATEST', MaximumRetryAttempts: isFirst ? 0 : 1 },
      },
      Logs: { Type: 'AWS::Logs::LogGroup', Properties: isFirst ? { RetentionInDays: 7 } : {} },
      Topic: {
        Type: 'AWS::SNS::Topic',
        Properties: { DisplayName: step, Subscription: [{ Protocol: 'email', Endpoint: `${step}@example.com` }] },
      },
      TopicPolicy: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: {
          Topics: [{ Ref: 'Topic' }],
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Sid: step,
                Effect: 'Allow',
                Principal: { Service: 'events.amazonaws.com' },
                Action: 'sns:Publish',
                Resource: { Ref: 'Topic' },
              },
            ],
          },
        },
      },
      Subscription: {
        Type: 'AWS::SNS::Subscription',
        Properties: {
          TopicArn: { Ref: 'Topic' },
          Protocol: 'lambda',
          Endpoint: { 'Fn::GetAtt': ['Function', 'Arn'] },
        },
      },
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Definition: { Comment: '${Word}, ${Kept}', StartAt: 'A', States: { A: { Type: 'Pass', End: true } } },
          DefinitionSubstitutions: { Word: `"${step}"` },
          Tags: [{ Key: 'step', Value: step }],
        },
      },
      Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: step } },
      Alarm: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          Namespace: 'N',
          MetricName: 'M',
          Statistic: 'Sum',
          Period: 60,
          EvaluationPeriods: '1',
          Threshold: isFirst ? 1 : 2,
          ComparisonOperator: 'GreaterThanThreshold',
        },
      },
      Dashboard: {
        Type: 'AWS::CloudWatch::Dashboard',
        Properties: { DashboardBody: JSON.stringify({ widgets: [{ type: 'text', properties: { markdown: step } }] }) },
      },
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventPattern: { source: [step] },
          Tags: [
            { Key: 'step', Value: step },
            { Key: `only-${step}`, Value: 'yes' },
          ],
          Targets: [{ Id: step, Arn: { 'Fn::GetAtt': ['Function', 'Arn'] } }],
        },
      },
      Metadata: { Type: 'AWS::CDK::Metadata', Properties: { Analytics: step } },
    },
  };
};

/** What has failed in a stack, and why. */
const failures = async (stack: string): Promise<unknown[]> =>
  (await testStacks.events(stack))
    .filter(({ ResourceStatus }) => ResourceStatus?.endsWith('FAILED'))
    .map(({ LogicalResourceId, ResourceStatusReason }) => [LogicalResourceId, ResourceStatusReason]);

describe('the resource types', () => {
  it('make, change and delete what they say', async () => {
    const created = await testStacks.create('every', template('first'), IAM);
    expect(await failures('every')).toEqual([]);
    expect(created.StackStatus).toBe('CREATE_COMPLETE');
    const ids = await testStacks.ids('every');
    const id = (name: string): string => ids[name] ?? '';
    const machine = await testStacks.call<{ definition: string }>('stepfunctions', 'DescribeStateMachine', {
      stateMachineArn: id('Machine'),
    });
    expect((JSON.parse(machine.definition) as { Comment: string }).Comment).toBe('"first", ${Kept}');

    await testStacks.client.send(
      new UpdateStackCommand({ StackName: 'every', TemplateBody: JSON.stringify(template('second')), ...IAM }),
    );
    const updated = await testStacks.settled('every');
    expect(await failures('every')).toEqual([]);
    expect(updated.StackStatus).toBe('UPDATE_COMPLETE');

    const RoleName = id('Role');
    const FunctionName = id('Function');
    expect(await testStacks.call('s3', 'GetBucketVersioning', { Bucket: id('Bucket') })).toMatchObject({ Status: 'Suspended' });
    await expect(testStacks.call('s3', 'GetBucketLifecycleConfiguration', { Bucket: id('Bucket') })).rejects.toMatchObject({
      code: 'NoSuchLifecycleConfiguration',
    });
    expect((await testStacks.call<{ Policy: string }>('s3', 'GetBucketPolicy', { Bucket: id('Bucket') })).Policy).toContain(
      '"second"',
    );
    expect((await testStacks.call<{ PolicyNames: string[] }>('iam', 'ListRolePolicies', { RoleName })).PolicyNames).toEqual([
      'inline-second',
      'second',
    ]);
    expect(
      (await testStacks.call<{ AttachedPolicies: object[] }>('iam', 'ListAttachedRolePolicies', { RoleName })).AttachedPolicies,
    ).toEqual([]);
    expect(await testStacks.call('iam', 'GetPolicy', { PolicyArn: id('Managed') })).toMatchObject({
      Policy: { DefaultVersionId: 'v2' },
    });
    const answer = await testStacks.call<{ Payload: Uint8Array }>('lambda', 'Invoke', { FunctionName });
    expect(Buffer.from(answer.Payload).toString()).toBe('"second"');
    expect(await testStacks.call('lambda', 'GetFunction', { FunctionName })).toMatchObject({
      Configuration: { Timeout: 3 },
      Tags: { step: 'second' },
    });
    expect(await testStacks.call('lambda', 'GetFunctionConcurrency', { FunctionName })).toEqual({});
    expect((await testStacks.call<{ Policy: string }>('lambda', 'GetPolicy', { FunctionName })).Policy).toMatch(
      /"s3\.amazonaws\.com"/,
    );
    expect(await testStacks.call('lambda', 'GetFunctionEventInvokeConfig', { FunctionName, Qualifier: '$LATEST' })).toMatchObject(
      {
        MaximumRetryAttempts: 1,
      },
    );
    const { logGroups } = await testStacks.call<{ logGroups: { retentionInDays?: number }[] }>('logs', 'DescribeLogGroups', {
      logGroupNamePrefix: id('Logs'),
    });
    expect(logGroups.map(({ retentionInDays }) => retentionInDays)).toEqual([undefined]);
    const { Attributes } = await testStacks.call<{ Attributes: Record<string, string> }>('sns', 'GetTopicAttributes', {
      TopicArn: id('Topic'),
    });
    expect(Attributes).toMatchObject({ DisplayName: 'second', Policy: expect.stringContaining('"second"') });
    const { Subscriptions } = await testStacks.call<{ Subscriptions: { Endpoint: string }[] }>(
      'sns',
      'ListSubscriptionsByTopic',
      {
        TopicArn: id('Topic'),
      },
    );
    expect(Subscriptions.map(({ Endpoint }) => Endpoint).toSorted()).toEqual([
      expect.stringContaining(FunctionName),
      'first@example.com',
      'second@example.com',
    ]);
    expect(await testStacks.call('stepfunctions', 'DescribeStateMachine', { stateMachineArn: id('Machine') })).toMatchObject({
      definition: expect.stringContaining('second'),
    });
    expect(await testStacks.call('ssm', 'GetParameter', { Name: id('Parameter') })).toMatchObject({
      Parameter: { Value: 'second' },
    });
    expect(await testStacks.call('cloudwatch', 'DescribeAlarms', { AlarmNames: [id('Alarm')] })).toMatchObject({
      MetricAlarms: [{ Threshold: 2 }],
    });
    const rule = await testStacks.call<{ Arn: string }>('events', 'DescribeRule', { Name: id('Rule') });
    expect(rule).toMatchObject({ EventPattern: '{"source":["second"]}' });
    expect(await testStacks.call('events', 'ListTagsForResource', { ResourceARN: rule.Arn })).toEqual({
      Tags: [
        { Key: 'step', Value: 'second' },
        { Key: 'only-second', Value: 'yes' },
      ],
    });
    expect(await testStacks.call('events', 'ListTargetsByRule', { Rule: id('Rule') })).toMatchObject({
      Targets: [{ Id: 'second' }],
    });

    await testStacks.client.send(new DeleteStackCommand({ StackName: 'every' }));
    const deleted = await testStacks.settled(created.StackId ?? '');

    expect(deleted).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
    const left = await Promise.all([
      testStacks.call<{ Buckets: object[] }>('s3', 'ListBuckets', {}).then(({ Buckets }) => Buckets),
      testStacks.call<{ Roles: object[] }>('iam', 'ListRoles', {}).then(({ Roles }) => Roles),
      testStacks.call<{ Policies: object[] }>('iam', 'ListPolicies', { Scope: 'Local' }).then(({ Policies }) => Policies),
      testStacks.call<{ Functions: object[] }>('lambda', 'ListFunctions', {}).then(({ Functions }) => Functions),
      testStacks.call<{ Topics: object[] }>('sns', 'ListTopics', {}).then(({ Topics }) => Topics),
      testStacks.call<{ Rules: object[] }>('events', 'ListRules', {}).then(({ Rules }) => Rules),
      testStacks.call<{ Parameters: object[] }>('ssm', 'DescribeParameters', {}).then(({ Parameters }) => Parameters),
      testStacks.call<{ MetricAlarms: object[] }>('cloudwatch', 'DescribeAlarms', {}).then(({ MetricAlarms }) => MetricAlarms),
      testStacks
        .call<{ DashboardEntries: object[] }>('cloudwatch', 'ListDashboards', {})
        .then(({ DashboardEntries }) => DashboardEntries),
    ]);
    expect(left).toEqual(left.map(() => []));
  });
});

describe('a log group', () => {
  it('shows the key that it is encrypted with, another one after an update, and none when it is taken away', async () => {
    const keys = ['one', 'two', undefined].map((id) => id && `arn:aws:kms:us-east-1:000000000000:key/${id}`);
    const bodyOf = (KmsKeyId: string | undefined): string =>
      JSON.stringify({
        Resources: { Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/sealed', KmsKeyId } } },
      });
    const seen: (string | undefined)[] = [];
    for (const key of keys) {
      if (seen.length === 0) await testStacks.create('sealed', bodyOf(key));
      else {
        await testStacks.client.send(new UpdateStackCommand({ StackName: 'sealed', TemplateBody: bodyOf(key) }));
        await testStacks.settled('sealed');
      }
      const { logGroups } = await testStacks.call<{ logGroups: { kmsKeyId?: string }[] }>('logs', 'DescribeLogGroups', {
        logGroupNamePrefix: '/sealed',
      });
      seen.push(logGroups[0]?.kmsKeyId);
    }

    expect(seen).toEqual(keys);
  });
});
