import { DeleteStackCommand, UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { expect, it } from 'vitest';
import { trustPolicy } from '../test-emulator.ts';
import { TestStacks } from './test-stacks.ts';

const statement = (Service: string, Action: string | string[], Resource: unknown = '*', more: object = {}): object => ({
  Effect: 'Allow',
  Principal: { Service },
  Action,
  Resource,
  ...more,
});
const policy = (...Statement: object[]): object => ({ Version: '2012-10-17', Statement });

/** What the add-on stacks are made of, with what an update changes about it. */
const template = (step: 'first' | 'second'): object => {
  const isFirst = step === 'first';
  const Tags = [{ Key: 'step', Value: step }];
  return {
    Resources: {
      Key: {
        Type: 'AWS::KMS::Key',
        Properties: {
          Description: step,
          EnableKeyRotation: isFirst,
          PendingWindowInDays: 7,
          Tags,
          KeyPolicy: policy(
            {
              Effect: 'Allow',
              Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } },
              Action: 'kms:*',
              Resource: '*',
            },
            statement('cloudwatch.amazonaws.com', ['kms:GenerateDataKey*', 'kms:Decrypt']),
          ),
        },
      },
      Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/pipeline', TargetKeyId: { Ref: 'Key' } } },
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.42.0.0/24', EnableDnsHostnames: isFirst, Tags } },
      Routes: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } },
      Subnet: {
        Type: 'AWS::EC2::Subnet',
        Properties: {
          VpcId: { Ref: 'Vpc' },
          CidrBlock: { 'Fn::Select': [0, { 'Fn::Cidr': ['10.42.0.0/24', 2, 6] }] },
          AvailabilityZone: { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] },
        },
      },
      SubnetRoutes: {
        Type: 'AWS::EC2::SubnetRouteTableAssociation',
        Properties: { SubnetId: { Ref: 'Subnet' }, RouteTableId: { Ref: 'Routes' } },
      },
      Group: {
        Type: 'AWS::EC2::SecurityGroup',
        Properties: {
          GroupDescription: 'jobs',
          VpcId: { Ref: 'Vpc' },
          SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: isFirst ? 443 : 444, ToPort: 444, CidrIp: '10.42.0.0/24' }],
        },
      },
      Endpoint: {
        Type: 'AWS::EC2::VPCEndpoint',
        Properties: {
          VpcEndpointType: 'Interface',
          VpcId: { Ref: 'Vpc' },
          ServiceName: { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.logs' },
          SubnetIds: [{ Ref: 'Subnet' }],
          SecurityGroupIds: [{ 'Fn::GetAtt': ['Group', 'GroupId'] }],
        },
      },
      FlowRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trustPolicy('vpc-flow-logs.amazonaws.com') } },
      FlowGroup: { Type: 'AWS::Logs::LogGroup' },
      FlowLog: {
        Type: 'AWS::EC2::FlowLog',
        Properties: {
          ResourceType: 'VPC',
          ResourceId: { Ref: 'Vpc' },
          TrafficType: 'ALL',
          LogGroupName: { Ref: 'FlowGroup' },
          DeliverLogsPermissionArn: { 'Fn::GetAtt': ['FlowRole', 'Arn'] },
        },
      },
      Queue: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: isFirst ? 60 : '90', Tags } },
      QueuePolicy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: [{ Ref: 'Queue' }],
          PolicyDocument: policy(statement('sns.amazonaws.com', 'sqs:SendMessage', { 'Fn::GetAtt': ['Queue', 'Arn'] })),
        },
      },
      Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { Ref: 'Alias' } } },
      Subscription: {
        Type: 'AWS::SNS::Subscription',
        Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'sqs', Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
        DependsOn: 'QueuePolicy',
      },
      Alarm: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          Namespace: 'N',
          MetricName: 'm',
          Statistic: 'Sum',
          Period: 60,
          EvaluationPeriods: 1,
          Threshold: isFirst ? 1 : 2,
          ComparisonOperator: 'GreaterThanThreshold',
          AlarmActions: [{ Ref: 'Topic' }],
        },
      },
      AnyAlarm: {
        Type: 'AWS::CloudWatch::CompositeAlarm',
        Properties: { AlarmRule: { 'Fn::Sub': 'ALARM("${Alarm}")' }, AlarmDescription: step },
      },
      Budget: {
        Type: 'AWS::Budgets::Budget',
        Properties: {
          Budget: { BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: isFirst ? 5 : 6, Unit: 'USD' } },
          NotificationsWithSubscribers: [
            {
              Notification: { NotificationType: 'ACTUAL', ComparisonOperator: 'GREATER_THAN', Threshold: 80 },
              Subscribers: [{ SubscriptionType: 'SNS', Address: { Ref: 'Topic' } }],
            },
          ],
        },
      },
      Logs: { Type: 'AWS::S3::Bucket' },
      LogsPolicy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: { Ref: 'Logs' },
          PolicyDocument: policy(
            statement('cloudtrail.amazonaws.com', 's3:GetBucketAcl', { 'Fn::GetAtt': ['Logs', 'Arn'] }),
            statement('cloudtrail.amazonaws.com', 's3:PutObject', { 'Fn::Sub': '${Logs.Arn}/AWSLogs/*' }),
          ),
        },
      },
      Trail: {
        Type: 'AWS::CloudTrail::Trail',
        DependsOn: 'LogsPolicy',
        Properties: { IsLogging: isFirst, S3BucketName: { Ref: 'Logs' }, Tags },
      },
      SchedulerRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: trustPolicy('scheduler.amazonaws.com'),
          Policies: [
            {
              PolicyName: 'send',
              PolicyDocument: policy({
                Effect: 'Allow',
                Action: 'sqs:SendMessage',
                Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] },
              }),
            },
          ],
        },
      },
      Schedules: { Type: 'AWS::Scheduler::ScheduleGroup', Properties: { Tags } },
      Schedule: {
        Type: 'AWS::Scheduler::Schedule',
        Properties: {
          GroupName: { Ref: 'Schedules' },
          ScheduleExpression: isFirst ? 'cron(0 3 ? * MON *)' : 'cron(0 4 ? * MON *)',
          ScheduleExpressionTimezone: 'Europe/Berlin',
          FlexibleTimeWindow: { Mode: 'OFF' },
          Target: { Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] }, RoleArn: { 'Fn::GetAtt': ['SchedulerRole', 'Arn'] }, Input: '{}' },
        },
      },
    },
  };
};

it('the types of the add-on stacks make, change and delete what they say', async () => {
  await using testStacks = await TestStacks.open();
  const Capabilities = ['CAPABILITY_IAM' as const];

  const made = await testStacks.create('add-ons', template('first'), { Capabilities });
  const ids = await testStacks.ids('add-ons');
  const facts = async (): Promise<Record<string, unknown>> => ({
    key: (await testStacks.call<{ KeyMetadata: { Description: string } }>('kms', 'DescribeKey', { KeyId: 'alias/pipeline' }))
      .KeyMetadata.Description,
    rotates: (await testStacks.call('kms', 'GetKeyRotationStatus', { KeyId: ids['Key'] }))['KeyRotationEnabled'],
    dns: (
      (await testStacks.call('ec2', 'DescribeVpcAttribute', { VpcId: ids['Vpc'], Attribute: 'enableDnsHostnames' }))[
        'EnableDnsHostnames'
      ] as { Value: boolean }
    ).Value,
    port: (
      await testStacks.call<{ SecurityGroups: { IpPermissions: { FromPort: number }[] }[] }>('ec2', 'DescribeSecurityGroups', {
        GroupIds: [ids['Group']],
      })
    ).SecurityGroups[0]?.IpPermissions.map(({ FromPort }) => FromPort),
    timeout: (
      await testStacks.call<{ Attributes: Record<string, string> }>('sqs', 'GetQueueAttributes', {
        QueueUrl: ids['Queue'],
        AttributeNames: ['VisibilityTimeout'],
      })
    ).Attributes['VisibilityTimeout'],
    tag: (await testStacks.call<{ Tags: Record<string, string> }>('sqs', 'ListQueueTags', { QueueUrl: ids['Queue'] })).Tags[
      'step'
    ],
    logging: (await testStacks.call('cloudtrail', 'GetTrailStatus', { Name: ids['Trail'] }))['IsLogging'],
    budget: (
      await testStacks.call<{ Budgets: { BudgetLimit: { Amount: string } }[] }>('budgets', 'DescribeBudgets', {
        AccountId: '000000000000',
      })
    ).Budgets.map(({ BudgetLimit }) => BudgetLimit.Amount),
    schedule: (await testStacks.call('scheduler', 'GetSchedule', { Name: ids['Schedule'], GroupName: ids['Schedules'] }))[
      'ScheduleExpression'
    ],
  });
  const first = await facts();
  await testStacks.client.send(
    new UpdateStackCommand({ StackName: 'add-ons', TemplateBody: JSON.stringify(template('second')), Capabilities }),
  );
  const changed = await testStacks.settled('add-ons');
  const second = await facts();
  await testStacks.client.send(new DeleteStackCommand({ StackName: 'add-ons' }));
  const gone = await testStacks.settled(made.StackId ?? '');

  expect(made.StackStatus).toBe('CREATE_COMPLETE');
  expect(first).toEqual({
    key: 'first',
    rotates: true,
    dns: true,
    port: [443],
    timeout: '60',
    tag: 'first',
    logging: true,
    budget: ['5'],
    schedule: 'cron(0 3 ? * MON *)',
  });
  expect(changed.StackStatus).toBe('UPDATE_COMPLETE');
  expect(await testStacks.call('kms', 'DescribeKey', { KeyId: ids['Key'] })).toMatchObject({
    KeyMetadata: { KeyState: 'PendingDeletion' },
  });
  expect(second).toEqual({
    key: 'second',
    rotates: false,
    dns: false,
    port: [444],
    timeout: '90',
    tag: 'second',
    logging: false,
    budget: ['6'],
    schedule: 'cron(0 4 ? * MON *)',
  });
  expect(gone.StackStatus).toBe('DELETE_COMPLETE');
  expect((await testStacks.call<{ Vpcs: object[] }>('ec2', 'DescribeVpcs', {})).Vpcs).toEqual([]);
  expect(await testStacks.call('sqs', 'ListQueues', {})).toEqual({});
});
