import {
  CancelUpdateStackCommand,
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  RollbackStackCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { until } from '@stepmaker/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, AnsweringTopic, type CustomResourceRequest } from './answering-topic.ts';
import { TestStacks } from './test-stacks.ts';

let testStacks: TestStacks;
let topic: AnsweringTopic;
let answer: (request: CustomResourceRequest) => Answer | undefined = () => ({});
const steps: string[] = [];

beforeAll(async () => {
  testStacks = await TestStacks.open();
  topic = await AnsweringTopic.open(testStacks, (request) => {
    steps.push(`${request.RequestType} ${String(request.ResourceProperties['Step'])}`);
    return answer(request);
  });
});
afterAll(async () => {
  await topic[Symbol.asyncDispose]();
  await testStacks[Symbol.asyncDispose]();
});
beforeEach(() => {
  steps.length = 0;
  answer = () => ({});
});

const group = (RetentionInDays: number, more: object = {}, members: object = {}): object => ({
  Type: 'AWS::Logs::LogGroup',
  Properties: { RetentionInDays, ...more },
  ...members,
});
const thing = (Step: number): object => ({ Type: 'Custom::Thing', Properties: { ServiceToken: topic.arn, Step } });
/** A resource that always fails, once the resources it depends on exist. */
const bad = (...DependsOn: string[]): object => ({
  Type: 'AWS::S3::Bucket',
  DependsOn,
  Properties: { BucketName: 'Not_A_Name' },
});
const body = (Resources: object): { TemplateBody: string } => ({ TemplateBody: JSON.stringify({ Resources }) });
const retention = async (logGroupNamePrefix: string): Promise<(number | undefined)[]> => {
  const { logGroups } = await testStacks.call<{ logGroups: { retentionInDays?: number }[] }>('logs', 'DescribeLogGroups', {
    logGroupNamePrefix,
  });
  return logGroups.map(({ retentionInDays }) => retentionInDays);
};

describe('the rollback of an update', () => {
  it('returns a replaced resource to its former physical id, and deletes the replacement', async () => {
    await testStacks.create('replaced', { Resources: { G: group(7) } });
    const before = await testStacks.ids('replaced');
    const stack = await testStacks.update('replaced', {
      Resources: { G: group(7, { LogGroupName: '/replacement' }), Bad: bad('G') },
    });

    expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await testStacks.ids('replaced')).toEqual(before);
    expect(await retention(before['G'] ?? '')).toEqual([7]);
    expect(await retention('/replacement')).toEqual([]);
  });

  it('leaves a resource as it is whose replacement failed', async () => {
    await testStacks.call('logs', 'CreateLogGroup', { logGroupName: '/taken' });
    await testStacks.create('not-replaced', { Resources: { G: group(7) } });
    const before = await testStacks.ids('not-replaced');
    const stack = await testStacks.update('not-replaced', { Resources: { G: group(14, { LogGroupName: '/taken' }) } });

    expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await testStacks.failures('not-replaced'))['G']).toContain('HandlerErrorCode: AlreadyExists');
    expect(await testStacks.ids('not-replaced')).toEqual(before);
    expect(await retention(before['G'] ?? '')).toEqual([7]);
    expect(await retention('/taken')).toEqual([undefined]);
  });

  it('deletes the replacement that failed half-way', async () => {
    const AssumeRolePolicyDocument = { Version: '2012-10-17', Statement: [] };
    const role = (more: object): object => ({
      Resources: { R: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument, ...more } } },
    });
    const Capabilities = ['CAPABILITY_NAMED_IAM' as const];
    await testStacks.create('half', role({}), { Capabilities });
    const before = await testStacks.ids('half');
    const ManagedPolicyArns = ['arn:aws:iam::000000000000:policy/missing'];
    const stack = await testStacks.update('half', role({ RoleName: 'half-made', ManagedPolicyArns }), { Capabilities });

    expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await testStacks.failures('half'))['R']).toContain('HandlerErrorCode: NotFound');
    expect(await testStacks.ids('half')).toEqual(before);
    await expect(testStacks.call('iam', 'GetRole', { RoleName: 'half-made' })).rejects.toMatchObject({ code: 'NoSuchEntity' });
  });

  it('keeps a new resource with the policy Retain, and deletes it where the request says so', async () => {
    const kept = (name: string): object => group(1, { LogGroupName: name }, { DeletionPolicy: 'Retain' });
    await testStacks.create('keeping', { Resources: { G: group(7) } });
    await testStacks.update('keeping', { Resources: { G: group(7), New: kept('/kept'), Bad: bad('New') } });
    await testStacks.update(
      'keeping',
      { Resources: { G: group(7), Next: kept('/not-kept'), Bad: bad('Next') } },
      { RetainExceptOnCreate: true },
    );

    expect(await retention('/kept')).toEqual([1]);
    expect(await retention('/not-kept')).toEqual([]);
    expect(await testStacks.story('keeping')).toContain('New DELETE_SKIPPED');
    expect(await testStacks.story('keeping')).toContain('Next DELETE_COMPLETE');
  });

  it('that fails is continued, with the resource or without it', async () => {
    const update = async (): Promise<void> => {
      answer = ({ RequestType }) => (RequestType === 'Update' && steps.at(-1) === 'Update 1' ? { Status: 'FAILED' } : {});
      await testStacks.update('failing-back', { Resources: { T: thing(2), Bad: bad('T') } });
      answer = () => ({});
    };
    await testStacks.create('failing-back', { Resources: { T: thing(1) } });
    await update();
    const failed = await testStacks.describe('failing-back');
    const RoleARN = 'arn:aws:iam::000000000000:role/missing';
    await expect(
      testStacks.client.send(new ContinueUpdateRollbackCommand({ StackName: 'failing-back', RoleARN })),
    ).rejects.toMatchObject({ name: 'ValidationError', message: `Role ${RoleARN} is invalid or cannot be assumed` });
    await testStacks.client.send(new ContinueUpdateRollbackCommand({ StackName: 'failing-back' }));
    const continued = await testStacks.settled('failing-back');
    const requests = steps.splice(0);
    await update();
    await testStacks.client.send(new ContinueUpdateRollbackCommand({ StackName: 'failing-back', ResourcesToSkip: ['T'] }));
    const skipped = await testStacks.settled('failing-back');

    expect(failed).toMatchObject({
      StackStatus: 'UPDATE_ROLLBACK_FAILED',
      StackStatusReason: 'The following resource(s) failed to update: [T]. ',
    });
    expect(continued.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(requests).toEqual(['Create 1', 'Update 2', 'Update 1', 'Update 1']);
    expect(skipped.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(steps).toEqual(['Update 2', 'Update 1']);
  });

  it('also follows a request to cancel the update', async () => {
    answer = ({ RequestType }) => (RequestType === 'Update' && steps.at(-1) === 'Update 2' ? undefined : {});
    await testStacks.create('cancelled', { Resources: { T: thing(1) } });
    await testStacks.client.send(new UpdateStackCommand({ StackName: 'cancelled', ...body({ T: thing(2) }) }));
    await until(() => steps.includes('Update 2'));
    await testStacks.client.send(new CancelUpdateStackCommand({ StackName: 'cancelled' }));
    const stack = await testStacks.settled('cancelled');

    expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await testStacks.failures('cancelled'))['T']).toBe('Resource update cancelled');
    expect(steps).toEqual(['Create 1', 'Update 2', 'Update 1']);
  });

  it('can be left to a separate request, or to the next update', async () => {
    const good = { G: group(7) };
    const failing = { G: group(14), Bad: bad('G') };
    await testStacks.create('left', { Resources: good });
    const { G = '' } = await testStacks.ids('left');
    const left = await testStacks.update('left', { Resources: failing }, { DisableRollback: true });
    const between = await retention(G);
    await testStacks.client.send(new RollbackStackCommand({ StackName: 'left' }));
    const rolledBack = await testStacks.settled('left');
    const after = await retention(G);
    await testStacks.update('left', { Resources: failing }, { DisableRollback: true });
    const updated = await testStacks.update('left', { Resources: { G: group(30) } });

    expect(left).toMatchObject({
      StackStatus: 'UPDATE_FAILED',
      StackStatusReason: 'The following resource(s) failed to update: [Bad].',
    });
    expect([between, after, await retention(G)]).toEqual([[14], [7], [30]]);
    expect(rolledBack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(updated.StackStatus).toBe('UPDATE_COMPLETE');
    expect(await testStacks.ids('left')).toEqual({ G });
  });
});

describe('an update', () => {
  it('keeps what it replaces or removes where the policies of the resource say so', async () => {
    const policies = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
    await testStacks.create('retaining', { Resources: { Replaced: group(1, {}, policies), Removed: group(3, {}, policies) } });
    const before = await testStacks.ids('retaining');
    const stack = await testStacks.update('retaining', {
      Resources: { Replaced: group(1, { LogGroupName: '/next' }, policies) },
    });

    expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
    expect(await retention(before['Replaced'] ?? '')).toEqual([1]);
    expect(await retention(before['Removed'] ?? '')).toEqual([3]);
    expect(await testStacks.ids('retaining')).toMatchObject({ Replaced: '/next' });
    expect((await testStacks.story('retaining')).filter((line) => line.endsWith('DELETE_SKIPPED'))).toEqual([
      'Removed DELETE_SKIPPED',
      'Replaced DELETE_SKIPPED',
    ]);
  });

  it('of the policies or the metadata alone changes what a later deletion does, and nothing else', async () => {
    await testStacks.create('policies', { Resources: { G: group(1, { LogGroupName: '/of-policies' }) } });
    const stack = await testStacks.update('policies', {
      Resources: { G: group(1, { LogGroupName: '/of-policies' }, { DeletionPolicy: 'Retain', Metadata: { owner: 'b' } }) },
    });
    await expect(
      testStacks.update('policies', {
        Resources: { G: group(1, { LogGroupName: '/of-policies' }, { DeletionPolicy: 'Retain', Metadata: { owner: 'b' } }) },
      }),
    ).rejects.toMatchObject({ message: 'No updates are to be performed.' });
    const plain = { Resources: { G: group(1, { LogGroupName: '/of-policies' }, { DeletionPolicy: 'Retain' }) } };
    await testStacks.update('policies', plain);
    await expect(testStacks.update('policies', plain)).rejects.toMatchObject({ message: 'No updates are to be performed.' });
    await testStacks.client.send(new DeleteStackCommand({ StackName: 'policies' }));
    await testStacks.settled(stack.StackId ?? '');

    expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
    expect(await testStacks.story(stack.StackId ?? '')).not.toContain('G UPDATE_IN_PROGRESS');
    expect(await retention('/of-policies')).toEqual([1]);
  });

  it('does not replace a resource under a name that the template gives it', async () => {
    const queue = (FifoQueue: boolean): object => ({
      Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'mine.fifo', ...(FifoQueue ? { FifoQueue } : {}) } } },
    });
    await testStacks.create('custom-named', queue(true));
    const stack = await testStacks.update('custom-named', queue(false));

    expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await testStacks.failures('custom-named'))['Q']).toBe(
      'CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename mine.fifo and update the stack again.',
    );
    await expect(testStacks.update('custom-named', queue(true))).rejects.toMatchObject({
      message: 'No updates are to be performed.',
    });
  });

  it('completes where what it removed cannot be deleted, and says which that is', async () => {
    await testStacks.create('undeletable', { Resources: { G: group(1), Full: { Type: 'AWS::S3::Bucket' } } });
    const { Full: Bucket = '' } = await testStacks.ids('undeletable');
    await testStacks.call('s3', 'PutObject', { Bucket, Key: 'a', Body: Buffer.from('a') });
    const stack = await testStacks.update('undeletable', { Resources: { G: group(1) } });

    expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
    expect((await testStacks.failures('undeletable'))['Full']).toContain('The bucket you tried to delete is not empty');
    await testStacks.call('s3', 'HeadBucket', { Bucket });
  });
});
