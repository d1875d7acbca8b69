import { CreateStackCommand, DeleteStackCommand, type Stack, UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { until } from '@stepmaker/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SettableClock } from '../settable-clock.ts';
import { temporaryDirectory } from '../test-emulator.ts';
import { type Answer, AnsweringTopic, type CustomResourceRequest } from './answering-topic.ts';
import { outputsOf, TestStacks } from './test-stacks.ts';

const clock = new SettableClock();
let testStacks: TestStacks;
let topic: AnsweringTopic;
let answer: (request: CustomResourceRequest) => Answer | undefined = () => ({});
const requests: CustomResourceRequest[] = [];

beforeAll(async () => {
  testStacks = await TestStacks.open({ clock });
  topic = await AnsweringTopic.open(testStacks, (request) => {
    requests.push(request);
    return answer(request);
  });
});
afterAll(async () => {
  await topic[Symbol.asyncDispose]();
  await testStacks[Symbol.asyncDispose]();
});
beforeEach(() => {
  requests.length = 0;
  answer = () => ({});
});

const GROUP = { Type: 'AWS::Logs::LogGroup' };
const thing = (members: object = {}, properties: object = {}): object => ({
  Type: 'Custom::Thing',
  Properties: { ServiceToken: topic.arn, ...properties },
  ...members,
});
const group = (LogGroupName: string): object => ({ ...GROUP, Properties: { LogGroupName } });
/** A resource that always fails, once the resources it depends on exist. */
const bad = (...DependsOn: string[]): object => ({
  Type: 'AWS::S3::Bucket',
  DependsOn,
  Properties: { BucketName: 'Not_A_Name' },
});
const groupNames = async (logGroupNamePrefix: string): Promise<string[]> => {
  const { logGroups } = await testStacks.call<{ logGroups: { logGroupName: string }[] }>('logs', 'DescribeLogGroups', {
    logGroupNamePrefix,
  });
  return logGroups.map(({ logGroupName }) => logGroupName);
};

/** Starts the creation of a stack, and gives its id once its custom resource waits for an answer. */
async function begin(StackName: string, Resources: object, more: object = {}): Promise<string> {
  answer = ({ RequestType }) => (RequestType === 'Create' ? undefined : {});
  const TemplateBody = JSON.stringify({ Resources });
  const { StackId = '' } = await testStacks.client.send(new CreateStackCommand({ StackName, TemplateBody, ...more }));
  await until(() => requests.length > 0);
  return StackId;
}

async function remove(StackName: string): Promise<Stack> {
  const { StackId = '' } = await testStacks.describe(StackName);
  await testStacks.client.send(new DeleteStackCommand({ StackName }));
  return testStacks.settled(StackId);
}

describe('a creation', () => {
  it('ends with the request to delete the stack', async () => {
    const StackId = await begin('unwanted', { G: group('/unwanted'), T: thing({ DependsOn: 'G' }) });
    await testStacks.client.send(new DeleteStackCommand({ StackName: StackId }));

    expect(await testStacks.settled(StackId)).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
    expect((await testStacks.failures(StackId))['T']).toBe('Resource creation cancelled');
    expect(await groupNames('/unwanted')).toEqual([]);
  });

  it('ends with its time, and is rolled back', async () => {
    const StackId = await begin('slow', { T: thing() }, { TimeoutInMinutes: 10 });
    clock.advance(11 * 60_000);

    expect(await testStacks.settled(StackId)).toMatchObject({ StackStatus: 'ROLLBACK_COMPLETE', TimeoutInMinutes: 10 });
    const reasons = (await testStacks.events(StackId)).map(({ ResourceStatusReason }) => ResourceStatusReason);
    expect(reasons).toContain(
      'Stack creation time exceeded the specified timeout. The following resource(s) failed to create: [T]. Rollback requested by user.',
    );
  });

  it('whose rollback cannot delete a resource leaves it, until the stack is deleted', async () => {
    const StackId = await begin('full', {
      B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'filled-meanwhile' } },
      T: thing({ DependsOn: 'B' }, { ServiceTimeout: 60 }),
    });
    const object = { Bucket: 'filled-meanwhile', Key: 'a' };
    await testStacks.call('s3', 'PutObject', { ...object, Body: Buffer.from('a') });
    clock.advance(61_000);

    expect(await testStacks.settled(StackId)).toMatchObject({
      StackStatus: 'ROLLBACK_FAILED',
      StackStatusReason: 'The following resource(s) failed to delete: [B]. ',
    });
    await testStacks.call('s3', 'DeleteObject', object);
    expect(await remove('full')).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
  });

  it('is rolled back without the resources that the policy RetainExceptOnCreate keeps later', async () => {
    const Kept = { ...group('/kept-later'), DeletionPolicy: 'RetainExceptOnCreate' };

    expect(await testStacks.create('first-try', { Resources: { Kept, Bad: bad('Kept') } })).toMatchObject({
      StackStatus: 'ROLLBACK_COMPLETE',
    });
    expect(await groupNames('/kept-later')).toEqual([]);
    expect(await testStacks.create('second-try', { Resources: { Kept } })).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
    expect(await remove('second-try')).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
    expect(await groupNames('/kept-later')).toEqual(['/kept-later']);
  });

  it('that was left as it failed is completed by an update, which makes anew what had failed', async () => {
    answer = () => ({ Data: { Name: '/of-data' } });
    const named = (attribute: string): object => ({
      ...GROUP,
      Properties: { LogGroupName: { 'Fn::GetAtt': ['T', attribute] } },
    });
    const stack = await testStacks.create(
      'half',
      { Resources: { T: thing(), G: named('Nothing') } },
      { OnFailure: 'DO_NOTHING' },
    );

    expect(stack.StackStatus).toBe('CREATE_FAILED');
    expect(await testStacks.update('half', { Resources: { T: thing(), G: named('Name') } })).toMatchObject({
      StackStatus: 'UPDATE_COMPLETE',
    });
    expect(await testStacks.ids('half')).toEqual({ T: 'thing', G: '/of-data' });
  });
});

describe('a failed update that was not rolled back', () => {
  const failing = (): object => ({ Resources: { G: group('/second'), Same: GROUP, Bad: bad('G') } });
  const left = async (name: string): Promise<void> => {
    await testStacks.create(name, { Resources: { G: group('/first'), Same: GROUP } });
    const stack = await testStacks.update(name, failing(), { DisableRollback: true });
    expect(stack.StackStatus).toBe('UPDATE_FAILED');
    expect([await groupNames('/first'), await groupNames('/second')]).toEqual([['/first'], ['/second']]);
  };

  it('leaves what it replaced to the deletion of the stack', async () => {
    await left('deleted');

    expect(await remove('deleted')).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
    expect([await groupNames('/first'), await groupNames('/second')]).toEqual([[], []]);
  });

  it('leaves what it replaced to the next update', async () => {
    await left('completed');

    expect(await testStacks.update('completed', { Resources: { G: group('/second') } })).toMatchObject({
      StackStatus: 'UPDATE_COMPLETE',
    });
    expect([await groupNames('/first'), await groupNames('/second')]).toEqual([[], ['/second']]);
    await remove('completed');
  });

  it('is rolled back with the next update that fails, to what there was before both', async () => {
    await left('twice');
    const next = { Resources: { G: group('/third'), Same: GROUP, Bad: bad('G') } };

    expect(await testStacks.update('twice', next)).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(await testStacks.ids('twice')).toMatchObject({ G: '/first' });
    const present = await Promise.all(['/first', '/second', '/third'].map(groupNames));
    expect(present).toEqual([['/first'], [], []]);
    await remove('twice');
  });
});

describe('a server that stops', () => {
  it('leaves a stack that waits to the next server, which asks the custom resource again', async () => {
    const dataDir = temporaryDirectory();
    const first = await TestStacks.open({ dataDir });
    const asked: CustomResourceRequest[] = [];
    await using own = await AnsweringTopic.open(first, (request) => {
      asked.push(request);
      return asked.length === 1 ? undefined : { Data: { Value: 'v' } };
    });
    const template = {
      Resources: { T: { Type: 'Custom::Thing', Properties: { ServiceToken: own.arn } }, G: { ...GROUP, DependsOn: 'T' } },
      Outputs: { Value: { Value: { 'Fn::GetAtt': ['T', 'Value'] } } },
    };
    await first.create('idle', { Resources: { G: GROUP } });
    await first.client.send(new CreateStackCommand({ StackName: 'waiting', TemplateBody: JSON.stringify(template) }));
    await until(() => asked.length === 1);
    await first.emulator.close();

    await using second = await TestStacks.open({ dataDir });
    const stack = await second.settled('waiting');

    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    expect(outputsOf(stack)).toEqual({ Value: 'v' });
    expect(asked.map(({ RequestType, RequestId }) => [RequestType, RequestId])).toEqual([
      ['Create', asked[0]?.RequestId],
      ['Create', asked[0]?.RequestId],
    ]);
    expect(await second.describe('idle')).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
  });
});

describe('an update', () => {
  it('is started once for each token', async () => {
    await testStacks.create('tokens', { Resources: { G: group('/tokens') } });
    const input = {
      StackName: 'tokens',
      ClientRequestToken: 'one',
      TemplateBody: JSON.stringify({
        Resources: { G: { ...GROUP, Properties: { LogGroupName: '/tokens', RetentionInDays: 7 } } },
      }),
    };
    const { StackId } = await testStacks.client.send(new UpdateStackCommand(input));
    await testStacks.settled('tokens');

    expect((await testStacks.client.send(new UpdateStackCommand(input))).StackId).toBe(StackId);
    await expect(testStacks.client.send(new UpdateStackCommand({ ...input, ClientRequestToken: 'two' }))).rejects.toMatchObject({
      message: 'No updates are to be performed.',
    });
  });

  it('that gives a resource another type is refused, also as a change set', async () => {
    const { StackId: StackName } = await testStacks.create('typed', { Resources: { G: GROUP } });
    const Resources = { G: { Type: 'AWS::SNS::Topic' } };
    const refused = {
      code: 'ValidationError',
      message:
        'Update of resource type is not permitted. The new template modifies resource type of the following resources: [G]',
    };
    for (const operation of ['UpdateStack', 'CreateChangeSet']) {
      const input = { StackName, TemplateBody: JSON.stringify({ Resources }) };
      const named = operation === 'UpdateStack' ? input : { ...input, ChangeSetName: 'typed' };
      await expect(testStacks.call('cloudformation', operation, named)).rejects.toMatchObject(refused);
    }
    await testStacks.update('typed', { Resources: { Other: GROUP } });
    expect(await testStacks.update('typed', { Resources: { Other: GROUP, ...Resources } })).toMatchObject({
      StackStatus: 'UPDATE_COMPLETE',
    });
  });

  it('of a stack that was rolled back is refused', async () => {
    const { StackId } = await testStacks.create('rolled-back', { Resources: { Bad: bad() } });

    await expect(testStacks.update('rolled-back', { Resources: { G: GROUP } })).rejects.toMatchObject({
      name: 'ValidationError',
      message: `Stack:${StackId} is in ROLLBACK_COMPLETE state and can not be updated.`,
    });
  });

  it('that fails brings the metadata of its resources back too', async () => {
    const resources = (step: number): object => ({
      G: { ...GROUP, Metadata: { step }, Properties: { RetentionInDays: step === 1 ? 1 : 7 } },
      ...(step === 1 ? {} : { Bad: bad('G') }),
    });
    await testStacks.create('metadata', { Resources: resources(1) });
    await testStacks.update('metadata', { Resources: resources(2) });

    const { StackResourceDetail } = await testStacks.call<{ StackResourceDetail: { Metadata: string } }>(
      'cloudformation',
      'DescribeStackResource',
      { StackName: 'metadata', LogicalResourceId: 'G' },
    );
    expect(StackResourceDetail.Metadata).toBe('{"step":1}');
  });
});
