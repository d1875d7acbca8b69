import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outputsOf, TestStacks } from './test-stacks.ts';

let testStacks: TestStacks;
beforeAll(async () => {
  testStacks = await TestStacks.open();
});
afterAll(() => testStacks[Symbol.asyncDispose]());

const bucket = (more: object = {}): object => ({ Type: 'AWS::S3::Bucket', ...more });
describe('a stack', () => {
  it('is made in the order of its references, with events, and is deleted the other way round', async () => {
    const template = `
AWSTemplateFormatVersion: 2010-09-09
Description: a role for a function
Parameters:
  Greeting: { Type: String, Default: hello, AllowedPattern: '[a-z]+' }
Resources:
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs24.x
      Handler: index.handler
      Role: !GetAtt Role.Arn
      Environment: { Variables: { GREETING: !Ref Greeting } }
      Code:
        ZipFile: |
          exports.handler = async (event) => process.env.GREETING + ' ' + event.name;
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: 'sts:AssumeRole' }]
Outputs:
  Name: { Value: !Ref Function }
  Arn: { Value: !GetAtt Function.Arn, Export: { Name: !Sub '\${AWS::StackName}-arn' } }
`;
    const { StackId = '' } = await testStacks.client.send(
      new CreateStackCommand({
        StackName: 'whole',
        TemplateBody: template,
        Capabilities: ['CAPABILITY_IAM'],
        Parameters: [{ ParameterKey: 'Greeting', ParameterValue: 'hi' }],
        Tags: [{ Key: 'team', Value: 'a' }],
      }),
    );
    await waitUntilStackCreateComplete({ client: testStacks.client, maxWaitTime: 20, minDelay: 1 }, { StackName: 'whole' });

    const stack = await testStacks.describe('whole');
    const { Name = '', Arn = '' } = outputsOf(stack);
    expect(stack).toMatchObject({
      StackId,
      Description: 'a role for a function',
      Parameters: [{ ParameterKey: 'Greeting', ParameterValue: 'hi' }],
      Capabilities: ['CAPABILITY_IAM'],
      Tags: [{ Key: 'team', Value: 'a' }],
    });
    expect(StackId).toMatch(/^arn:aws:cloudformation:us-east-1:000000000000:stack\/whole\/[\w-]{36}$/);
    expect(Name).toMatch(/^whole-Function-[A-Z0-9]{12}$/);
    const answer = await testStacks.call<{ Payload: Uint8Array }>('lambda', 'Invoke', {
      FunctionName: Arn,
      Payload: Buffer.from('{"name":"you"}'),
    });
    expect(Buffer.from(answer.Payload).toString()).toBe('"hi you"');
    const { Tags } = await testStacks.call('lambda', 'ListTags', { Resource: Arn });
    expect(Tags).toMatchObject({ team: 'a' });
    expect(await testStacks.story('whole')).toEqual([
      'whole CREATE_IN_PROGRESS',
      'Role CREATE_IN_PROGRESS',
      'Role CREATE_IN_PROGRESS',
      'Role CREATE_COMPLETE',
      'Function CREATE_IN_PROGRESS',
      'Function CREATE_IN_PROGRESS',
      'Function CREATE_COMPLETE',
      'whole CREATE_COMPLETE',
    ]);

    await testStacks.client.send(new DeleteStackCommand({ StackName: 'whole' }));
    await waitUntilStackDeleteComplete({ client: testStacks.client, maxWaitTime: 20, minDelay: 1 }, { StackName: StackId });

    expect((await testStacks.story(StackId)).slice(8)).toEqual([
      'whole DELETE_IN_PROGRESS',
      'Function DELETE_IN_PROGRESS',
      'Function DELETE_COMPLETE',
      'Role DELETE_IN_PROGRESS',
      'Role DELETE_COMPLETE',
      'whole DELETE_COMPLETE',
    ]);
    await expect(testStacks.describe('whole')).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id whole does not exist',
    });
    await expect(testStacks.call('lambda', 'GetFunction', { FunctionName: Name })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });

  it('that fails is rolled back: what was made is gone, and the first cause is reported', async () => {
    await testStacks.call('s3', 'CreateBucket', { Bucket: 'taken-by-others' });

    const stack = await testStacks.create('failing', {
      Resources: {
        Good: bucket(),
        Bad: bucket({ DependsOn: 'Good', Properties: { BucketName: 'taken-by-others' } }),
        Never: bucket({ DependsOn: 'Bad' }),
      },
    });

    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    const events = await testStacks.events('failing');
    const failure = events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
    expect(failure).toMatchObject({
      LogicalResourceId: 'Bad',
      ResourceStatusReason: expect.stringContaining('HandlerErrorCode: AlreadyExists'),
    });
    expect(events.find(({ ResourceStatus }) => ResourceStatus === 'ROLLBACK_IN_PROGRESS')?.ResourceStatusReason).toBe(
      'The following resource(s) failed to create: [Bad]. Rollback requested by user.',
    );
    expect(events.some(({ LogicalResourceId }) => LogicalResourceId === 'Never')).toBe(false);
    expect(await testStacks.ids('failing')).toEqual({});
    const { Buckets } = await testStacks.call<{ Buckets: { Name: string }[] }>('s3', 'ListBuckets', {});
    expect(Buckets.map(({ Name }) => Name)).toContain('taken-by-others');
    expect(Buckets.some(({ Name }) => Name.startsWith('failing-good'))).toBe(false);
  });

  it.each([
    ['DO_NOTHING' as const, 'CREATE_FAILED'],
    ['DELETE' as const, 'DELETE_COMPLETE'],
  ])('that fails with OnFailure %s ends in %s', async (OnFailure, status) => {
    const stack = await testStacks.create(
      `fails-${status.slice(0, 6).toLowerCase().replace('_', '')}`,
      { Resources: { Bad: bucket({ Properties: { BucketName: 'Never_A_Name' } }) } },
      { OnFailure },
    );

    expect(stack.StackStatus).toBe(status);
    const events = await testStacks.events(stack.StackId ?? '');
    expect(events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')?.ResourceStatusReason).toContain(
      'The specified bucket is not valid',
    );
  });

  it('with a property that its type does not have is refused at once, by its name', async () => {
    const attempt = testStacks.create('nonsense', { Resources: { Bad: bucket({ Properties: { Nonsense: 1 } }) } });

    await expect(attempt).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Properties validation failed for resource Bad with message:\n#: extraneous key [Nonsense] is not permitted',
    });
    await expect(testStacks.describe('nonsense')).rejects.toMatchObject({ name: 'ValidationError' });
  });

  it('is updated in place, by replacement, and by removal; the old goes last', async () => {
    const template = (more: object): object => ({
      Resources: {
        Kept: bucket(),
        Group: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 7 } },
        Gone: bucket(),
        ...more,
      },
    });
    await testStacks.create('moving', template({}));
    const before = await testStacks.ids('moving');
    await testStacks.client.send(
      new UpdateStackCommand({
        StackName: 'moving',
        TemplateBody: JSON.stringify({
          Resources: {
            Kept: bucket(),
            Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/mine', RetentionInDays: 14 } },
            New: bucket({ Properties: { Tags: [{ Key: 'of', Value: { Ref: 'Group' } }] } }),
          },
        }),
      }),
    );
    const stack = await testStacks.settled('moving');

    expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
    const after = await testStacks.ids('moving');
    expect(after).toMatchObject({ Kept: before['Kept'], Group: '/mine' });
    const { logGroups } = await testStacks.call<{ logGroups: { logGroupName: string; retentionInDays: number }[] }>(
      'logs',
      'DescribeLogGroups',
      {},
    );
    expect(logGroups.filter(({ logGroupName }) => [before['Group'], '/mine'].includes(logGroupName))).toMatchObject([
      { logGroupName: '/mine', retentionInDays: 14 },
    ]);
    await expect(testStacks.call('s3', 'HeadBucket', { Bucket: before['Gone'] })).rejects.toMatchObject({ httpStatus: 404 });
    const story = await testStacks.story('moving');
    expect(story.slice(story.indexOf('moving UPDATE_IN_PROGRESS'))).toEqual([
      'moving UPDATE_IN_PROGRESS',
      'Group UPDATE_IN_PROGRESS',
      'Group UPDATE_COMPLETE',
      'New CREATE_IN_PROGRESS',
      'New CREATE_IN_PROGRESS',
      'New CREATE_COMPLETE',
      'moving UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Gone DELETE_IN_PROGRESS',
      'Gone DELETE_COMPLETE',
      'Group DELETE_IN_PROGRESS',
      'Group DELETE_COMPLETE',
      'moving UPDATE_COMPLETE',
    ]);
  });

  it('whose update fails has all it had before', async () => {
    const template = (days: number, more: object): object => ({
      Resources: { Group: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: days } }, ...more },
      Outputs: { Days: { Value: String(days) } },
    });
    await testStacks.create('back', template(7, {}));
    const before = await testStacks.ids('back');
    await testStacks.client.send(
      new UpdateStackCommand({
        StackName: 'back',
        TemplateBody: JSON.stringify(
          template(14, {
            New: bucket({ DependsOn: 'Group' }),
            Bad: bucket({ DependsOn: 'New', Properties: { BucketName: 'Not_A_Name' } }),
          }),
        ),
      }),
    );
    const stack = await testStacks.settled('back');

    expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(outputsOf(stack)).toEqual({ Days: '7' });
    expect(await testStacks.ids('back')).toEqual(before);
    const { logGroups } = await testStacks.call<{ logGroups: { retentionInDays: number }[] }>('logs', 'DescribeLogGroups', {
      logGroupNamePrefix: before['Group'],
    });
    expect(logGroups[0]?.retentionInDays).toBe(7);
    const noChange = testStacks.client.send(
      new UpdateStackCommand({ StackName: 'back', TemplateBody: JSON.stringify(template(7, {})) }),
    );
    await expect(noChange).rejects.toMatchObject({ name: 'ValidationError', message: 'No updates are to be performed.' });
  });

  it('leaves what is to be retained, and does not go where a bucket holds something', async () => {
    await testStacks.create('holding', { Resources: { Kept: bucket({ DeletionPolicy: 'Retain' }), Full: bucket() } });
    const { Kept = '', Full = '' } = await testStacks.ids('holding');
    await testStacks.call('s3', 'PutObject', { Bucket: Full, Key: 'a', Body: Buffer.from('a') });
    const { StackId = '' } = await testStacks.describe('holding');

    await testStacks.client.send(new DeleteStackCommand({ StackName: 'holding' }));
    const failed = await testStacks.settled(StackId);
    await testStacks.call('s3', 'DeleteObject', { Bucket: Full, Key: 'a' });
    await testStacks.client.send(new DeleteStackCommand({ StackName: 'holding' }));
    const deleted = await testStacks.settled(StackId);

    expect(failed).toMatchObject({
      StackStatus: 'DELETE_FAILED',
      StackStatusReason: 'The following resource(s) failed to delete: [Full]. ',
    });
    expect(deleted.StackStatus).toBe('DELETE_COMPLETE');
    expect(await testStacks.story(StackId)).toContain('Kept DELETE_SKIPPED');
    await testStacks.call('s3', 'HeadBucket', { Bucket: Kept });
  });

  it('is not deleted while it is protected, nor while another uses its export', async () => {
    await testStacks.create(
      'source',
      { Resources: { B: bucket() }, Outputs: { Name: { Value: { Ref: 'B' }, Export: { Name: 'shared-bucket' } } } },
      { EnableTerminationProtection: true },
    );
    const user = await testStacks.create('user', {
      Resources: { G: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: { 'Fn::ImportValue': 'shared-bucket' } } } },
    });

    await expect(testStacks.client.send(new DeleteStackCommand({ StackName: 'source' }))).rejects.toMatchObject({
      message: 'Stack [source] cannot be deleted while TerminationProtection is enabled',
    });
    await testStacks.client.send(
      new UpdateTerminationProtectionCommand({ StackName: 'source', EnableTerminationProtection: false }),
    );
    await testStacks.client.send(new DeleteStackCommand({ StackName: 'source' }));

    expect((await testStacks.ids('user'))['G']).toMatch(/^source-b-/);
    expect(user.StackStatus).toBe('CREATE_COMPLETE');
    expect(await testStacks.describe('source')).toMatchObject({
      StackStatus: 'DELETE_FAILED',
      StackStatusReason: 'Delete canceled. Cannot delete export shared-bucket as it is in use by user.',
    });
  });

  it('is asked for once however often the request comes with one token', async () => {
    const request = new CreateStackCommand({
      StackName: 'once',
      TemplateBody: JSON.stringify({ Resources: { B: bucket() } }),
      ClientRequestToken: 'token-1',
    });

    const ids = await Promise.all([testStacks.client.send(request), testStacks.client.send(request)]);

    expect(new Set(ids.map(({ StackId }) => StackId)).size).toBe(1);
    await expect(
      testStacks.client.send(
        new CreateStackCommand({ StackName: 'once', TemplateBody: JSON.stringify({ Resources: { B: bucket() } }) }),
      ),
    ).rejects.toMatchObject({ name: 'AlreadyExistsException', message: 'Stack [once] already exists' });
  });
});

describe('DescribeStacks', () => {
  it('shows no value of a parameter with NoEcho', async () => {
    await testStacks.create(
      'secret',
      { Parameters: { P: { Type: 'String', NoEcho: true } }, Resources: { B: bucket() } },
      { Parameters: [{ ParameterKey: 'P', ParameterValue: 'hidden' }] },
    );

    const { Stacks = [] } = await testStacks.client.send(new DescribeStacksCommand({ StackName: 'secret' }));

    expect(Stacks[0]?.Parameters).toEqual([{ ParameterKey: 'P', ParameterValue: '****' }]);
  });
});
