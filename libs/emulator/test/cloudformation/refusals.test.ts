import type { CreateStackCommandInput } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trustOf } from '../test-emulator.ts';
import { TestStacks } from './test-stacks.ts';

const GROUP = { Type: 'AWS::Logs::LogGroup' };
const TEMPLATE = { Resources: { G: GROUP } };
const BODY = { TemplateBody: JSON.stringify(TEMPLATE) };
const log: string[] = [];

let testStacks: TestStacks;
beforeAll(async () => {
  testStacks = await TestStacks.open({ log: (level, message) => log.push(`${level}: ${message}`) });
  await testStacks.create('there', TEMPLATE);
  await testStacks.call('s3', 'CreateBucket', { Bucket: 'large-templates' });
  const Body = Buffer.from(JSON.stringify({ ...TEMPLATE, Metadata: { Padding: 'a'.repeat(1_000_000) } }));
  await testStacks.call('s3', 'PutObject', { Bucket: 'large-templates', Key: 'large.json', Body });
});
afterAll(() => testStacks[Symbol.asyncDispose]());

const call = (operation: string, input: object): Promise<unknown> => testStacks.call('cloudformation', operation, input);
const LONG_NAME = 'a'.repeat(129);
const CONSTRAINT = 'failed to satisfy constraint: Member must';

describe('a request is refused', () => {
  it.each<[string, string, object, string]>([
    [
      'to roll back and not to roll back',
      'CreateStack',
      { StackName: 'new', ...BODY, DisableRollback: true, OnFailure: 'DELETE' },
      'You can specify either DisableRollback or OnFailure, but not both.',
    ],
    [
      'with a name that is too long',
      'CreateStack',
      { StackName: LONG_NAME, ...BODY },
      `1 validation error detected: Value '${LONG_NAME}' at 'stackName' ${CONSTRAINT} have length less than or equal to 128`,
    ],
    [
      'with a name that has an underscore',
      'CreateStack',
      { StackName: 'new_one', ...BODY },
      `1 validation error detected: Value 'new_one' at 'stackName' ${CONSTRAINT} satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    ],
    [
      'with a template in S3 that is too large',
      'CreateStack',
      { StackName: 'new', TemplateURL: 'https://large-templates.s3.us-east-1.amazonaws.com/large.json' },
      'Template may not exceed 1000000 bytes in size.',
    ],
    [
      'to leave out resources of a deletion that has not failed',
      'DeleteStack',
      { StackName: 'there', RetainResources: ['G'] },
      'RetainResources can only be specified when the stack is in the DELETE_FAILED state.',
    ],
    [
      'to delete with a role that does not exist',
      'DeleteStack',
      { StackName: 'there', RoleARN: 'arn:aws:iam::000000000000:role/missing' },
      'Role arn:aws:iam::000000000000:role/missing is invalid or cannot be assumed',
    ],
    ['for the template of neither', 'GetTemplate', {}, 'Either stackName or changeSetName must be specified.'],
    [
      'for the template of a stack that does not exist',
      'GetTemplate',
      { StackName: 'missing' },
      'Stack with id missing does not exist',
    ],
    ['for a policy of a stack that does not exist', 'GetStackPolicy', { StackName: 'missing' }, 'Stack [missing] does not exist'],
    ['for imports of nothing', 'ListImports', { ExportName: 'none' }, "Export 'none' is not imported by any stack."],
  ])('%s', async (_, operation, input, message) => {
    await expect(call(operation, input)).rejects.toMatchObject({
      code: 'ValidationError',
      message: expect.stringContaining(message),
    });
  });

  it('to delete with force', async () => {
    await expect(call('DeleteStack', { StackName: 'there', DeletionMode: 'FORCE_DELETE_STACK' })).rejects.toMatchObject({
      code: 'NotImplemented',
      message: expect.stringContaining('DeletionMode FORCE_DELETE_STACK'),
    });
  });
});

describe('a rollback configuration', () => {
  const RollbackTriggers = [{ Arn: 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:a', Type: 'AWS::CloudWatch::Alarm' }];
  const RollbackConfiguration: CreateStackCommandInput['RollbackConfiguration'] = {
    RollbackTriggers,
    MonitoringTimeInMinutes: 5,
  };

  it('is shown, by a change set too, and the log says that its triggers are not watched', async () => {
    const stack = await testStacks.create('watched', TEMPLATE, { RollbackConfiguration });
    const names = { StackName: 'reviewed', ChangeSetName: 'first' };
    await call('CreateChangeSet', { ...names, ChangeSetType: 'CREATE', RollbackConfiguration, ...BODY });
    const changeSet = await call('DescribeChangeSet', names);
    await call('ExecuteChangeSet', names);
    const executed = await testStacks.settled('reviewed');

    for (const each of [stack, changeSet, executed]) expect(each).toMatchObject({ RollbackConfiguration });
    expect(log).toContain(
      'warn: cloudformation: rollback triggers are kept and shown, and not watched by the embedded AWS of Stepmaker',
    );
  });
});

describe('the role of a stack', () => {
  const made = async (RoleName: string, ...Action: string[]): Promise<string> => {
    const AssumeRolePolicyDocument = trustOf('cloudformation.amazonaws.com');
    const { Role } = await testStacks.call<{ Role: { Arn: string } }>('iam', 'CreateRole', {
      RoleName,
      AssumeRolePolicyDocument,
    });
    const Statement = [{ Effect: 'Allow', Action, Resource: '*' }];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await testStacks.call('iam', 'PutRolePolicy', { RoleName, PolicyName: 'own', PolicyDocument });
    return Role.Arn;
  };
  let creator: string;
  let deleter: string;
  beforeAll(async () => {
    creator = await made('creator', 'logs:CreateLogGroup');
    deleter = await made('deleter', 'logs:DeleteLogGroup');
  });

  it('is the one of its change set, and may be another one for its deletion', async () => {
    const names = { StackName: 'by-role', ChangeSetName: 'first' };
    await call('CreateChangeSet', { ...names, ChangeSetType: 'CREATE', RoleARN: creator, ...BODY });
    await call('ExecuteChangeSet', names);
    const stack = await testStacks.settled('by-role');
    const { StackId: StackName = '' } = stack;
    await call('DeleteStack', { StackName });
    const kept = await testStacks.settled(StackName);
    await call('DeleteStack', { StackName, RoleARN: deleter });

    expect(stack).toMatchObject({ StackStatus: 'CREATE_COMPLETE', RoleARN: creator });
    expect(kept).toMatchObject({ StackStatus: 'DELETE_FAILED' });
    expect(await testStacks.settled(StackName)).toMatchObject({ StackStatus: 'DELETE_COMPLETE', RoleARN: deleter });
  });

  it('may be another one for its rollback, which may keep what the policies keep', async () => {
    const Kept = { Type: 'AWS::Logs::LogGroup', DeletionPolicy: 'Retain', Properties: { LogGroupName: '/kept' } };
    const Bad = { Type: 'AWS::SNS::Topic', DependsOn: ['G', 'Kept'] };
    const rolledBack = async (StackName: string, more: object): Promise<unknown> => {
      await testStacks.create(StackName, { Resources: { G: GROUP, Kept, Bad } }, { RoleARN: creator, DisableRollback: true });
      await call('RollbackStack', { StackName, RoleARN: deleter, ...more });
      expect(await testStacks.settled(StackName)).toMatchObject({ StackStatus: 'ROLLBACK_COMPLETE', RoleARN: deleter });
      const { logGroups } = await testStacks.call<{ logGroups: { logGroupName: string }[] }>('logs', 'DescribeLogGroups', {
        logGroupNamePrefix: '/kept',
      });
      return logGroups.map(({ logGroupName }) => logGroupName);
    };

    expect(await rolledBack('first-rollback', { RetainExceptOnCreate: true })).toEqual([]);
    expect(await rolledBack('second-rollback', {})).toEqual(['/kept']);
  });
});

describe('a caller', () => {
  it('may work on those stacks that its policy names, by name or by ARN', async () => {
    await testStacks.call('iam', 'CreateRole', {
      RoleName: 'reader',
      AssumeRolePolicyDocument: trustOf('lambda.amazonaws.com'),
    });
    const Resource = 'arn:aws:cloudformation:us-east-1:000000000000:stack/there/*';
    const Statement = [{ Effect: 'Allow', Action: 'cloudformation:DescribeStacks', Resource }];
    await testStacks.call('iam', 'PutRolePolicy', {
      RoleName: 'reader',
      PolicyName: 'own',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    });
    const caller = testStacks.emulator.aws.assumeRole('arn:aws:iam::000000000000:role/reader', 'test', 'lambda.amazonaws.com');
    const describeAs = (StackName: string): Promise<unknown> =>
      testStacks.emulator.aws.call('cloudformation', 'DescribeStacks', { StackName }, { caller });
    const { StackId = '' } = await testStacks.describe('there');

    for (const name of ['there', StackId]) expect(await describeAs(name)).toMatchObject({ Stacks: [{ StackName: 'there' }] });
    await expect(describeAs('other')).rejects.toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining('stack/other/*'),
    });
  });
});
