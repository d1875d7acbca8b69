import {
  CreateChangeSetCommand,
  DescribeChangeSetCommand,
  GetStackPolicyCommand,
  GetTemplateCommand,
  SetStackPolicyCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { until } from '@stepmaker/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outputsOf, TestStacks } from './test-stacks.ts';

let testStacks: TestStacks;
beforeAll(async () => {
  testStacks = await TestStacks.open();
});
afterAll(() => testStacks[Symbol.asyncDispose]());

const group = (RetentionInDays: number, more: object = {}): object => ({
  Type: 'AWS::Logs::LogGroup',
  Properties: { RetentionInDays, ...more },
});

describe('a stack policy', () => {
  it('protects a resource from updates, also from being left out, unless another one holds during the update', async () => {
    const StackPolicyBody = JSON.stringify({
      Statement: [
        { Effect: 'Allow', Action: 'Update:*', Principal: '*', Resource: '*' },
        { Effect: 'Deny', Action: 'Update:*', Principal: '*', Resource: 'LogicalResourceId/Kept' },
      ],
    });
    const template = (days: number): object => ({ Resources: { Kept: group(days), Free: group(days) } });
    await testStacks.create('protected', template(1), { StackPolicyBody });
    const update = async (TemplateBody: object, more: object = {}): Promise<string | undefined> => {
      await testStacks.client.send(
        new UpdateStackCommand({ StackName: 'protected', TemplateBody: JSON.stringify(TemplateBody), ...more }),
      );
      return (await testStacks.settled('protected')).StackStatus;
    };

    const changed = await update(template(3));
    const removed = await update({ Resources: { Free: group(1) } });
    const during = await update(template(5), {
      StackPolicyDuringUpdateBody: JSON.stringify({
        Statement: [{ Effect: 'Allow', Action: 'Update:*', Principal: '*', Resource: '*' }],
      }),
    });

    expect(changed).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(removed).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(during).toBe('UPDATE_COMPLETE');
    const reasons = (await testStacks.events('protected')).map(({ ResourceStatusReason }) => ResourceStatusReason);
    expect(reasons).toContain(
      'Action denied by stack policy: Statement [#2] does not allow [Update:Modify] for resource [LogicalResourceId/Kept]',
    );
    expect((await testStacks.client.send(new GetStackPolicyCommand({ StackName: 'protected' }))).StackPolicyBody).toBe(
      StackPolicyBody,
    );
    await expect(
      testStacks.client.send(new SetStackPolicyCommand({ StackName: 'protected', StackPolicyBody: '{}' })),
    ).rejects.toMatchObject({ name: 'ValidationError' });
  });
});

describe('Fn::ForEach', () => {
  it('makes a resource and an output for each item, also of a parameter', async () => {
    const template = {
      Transform: 'AWS::LanguageExtensions',
      Parameters: { Names: { Type: 'CommaDelimitedList', Default: 'a,b' } },
      Resources: {
        'Fn::ForEach::Groups': [
          'Name',
          { Ref: 'Names' },
          { 'Group${Name}': { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: { 'Fn::Sub': '/loop/${Name}' } } } },
        ],
      },
      Outputs: {
        'Fn::ForEach::Outputs': [
          'Name',
          { Ref: 'Names' },
          { 'Out${Name}': { Value: { 'Fn::GetAtt': ['Group${Name}', 'Arn'] } } },
        ],
      },
    };
    const stack = await testStacks.create('loops', template, {
      Capabilities: ['CAPABILITY_AUTO_EXPAND'],
      Parameters: [{ ParameterKey: 'Names', ParameterValue: 'x,y,z' }],
    });
    const { TemplateBody } = await testStacks.client.send(
      new GetTemplateCommand({ StackName: 'loops', TemplateStage: 'Processed' }),
    );

    expect(await testStacks.ids('loops')).toEqual({ Groupx: '/loop/x', Groupy: '/loop/y', Groupz: '/loop/z' });
    expect(Object.keys(outputsOf(stack))).toEqual(['Outx', 'Outy', 'Outz']);
    expect(Object.keys((JSON.parse(TemplateBody ?? '') as { Resources: object }).Resources)).toEqual([
      'Groupx',
      'Groupy',
      'Groupz',
    ]);
  });
});

describe('parameters of types of AWS', () => {
  it('must name what is in the account', async () => {
    const template = { Parameters: { Vpc: { Type: 'AWS::EC2::VPC::Id' } }, Resources: { G: group(1) } };
    const { Vpc } = await testStacks.call<{ Vpc: { VpcId: string } }>('ec2', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    const create = (name: string, ParameterValue: string): Promise<unknown> =>
      testStacks.create(name, template, { Parameters: [{ ParameterKey: 'Vpc', ParameterValue }] });

    await expect(create('nowhere', 'vpc-0')).rejects.toMatchObject({
      message: 'Parameter validation failed: parameter value vpc-0 for parameter name Vpc does not exist',
    });
    expect(await create('somewhere', Vpc.VpcId)).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
  });
});

it('topics of a stack receive its events', async () => {
  const { TopicArn } = await testStacks.call<{ TopicArn: string }>('sns', 'CreateTopic', { Name: 'stack-events' });
  await testStacks.create('observed', { Resources: { G: group(1) } }, { NotificationARNs: [TopicArn] });

  const text = await until(async () => {
    const answer = await fetch(`${testStacks.emulator.endpointUrl}/_stepmaker/sns/messages?topicArn=${TopicArn}`);
    const { messages } = (await answer.json()) as { messages: { subject: string; message: string }[] };
    return messages.find(
      ({ message }) => message.includes("LogicalResourceId='observed'") && message.includes("='CREATE_COMPLETE'"),
    );
  });
  expect(text.subject).toBe('AWS CloudFormation Notification');
  expect(text.message).toContain("StackName='observed'");
});

it('a change set names the member that changes inside of a property', async () => {
  const bucket = (Status: string): string =>
    JSON.stringify({ Resources: { B: { Type: 'AWS::S3::Bucket', Properties: { VersioningConfiguration: { Status } } } } });
  await testStacks.create('inside', bucket('Enabled'));
  const names = { StackName: 'inside', ChangeSetName: 'c' };
  await testStacks.client.send(new CreateChangeSetCommand({ ...names, TemplateBody: bucket('Suspended') }));
  const { Changes } = await testStacks.client.send(new DescribeChangeSetCommand({ ...names, IncludePropertyValues: true }));

  expect(Changes?.[0]?.ResourceChange?.Details?.[0]?.Target).toMatchObject({
    Name: 'VersioningConfiguration',
    Path: '/Properties/VersioningConfiguration/Status',
    BeforeValue: 'Enabled',
    AfterValue: 'Suspended',
    AttributeChangeType: 'Modify',
  });
});
