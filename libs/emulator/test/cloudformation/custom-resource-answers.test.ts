import { DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, AnsweringTopic, type CustomResourceRequest } from './answering-topic.ts';
import { outputsOf, TestStacks } from './test-stacks.ts';

let testStacks: TestStacks;
let topic: AnsweringTopic;
let answer: (request: CustomResourceRequest) => Answer = () => ({});
const requests: CustomResourceRequest[] = [];

beforeAll(async () => {
  testStacks = await TestStacks.open();
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

const thing = (properties: object = {}, outputs: object = {}): object => ({
  Resources: {
    Thing: { Type: 'AWS::CloudFormation::CustomResource', Properties: { ServiceToken: topic.arn, ...properties } },
  },
  Outputs: Object.fromEntries(Object.entries(outputs).map(([name, Value]) => [name, { Value }])),
});
const attribute = (name: string): object => ({ 'Fn::GetAtt': ['Thing', name] });

describe('a custom resource with a topic as its service token', () => {
  it('sends its properties as text, and has the members of the data as attributes', async () => {
    answer = () => ({ PhysicalResourceId: 'made', Data: { 'Host.Name': 'h', Ports: ['1', '2'], Count: 2 } });
    const stack = await testStacks.create(
      'data',
      thing(
        { List: [1, true, 'a'], Inner: { Count: 2 } },
        { Name: attribute('Host.Name'), Count: attribute('Count'), Ports: attribute('Ports'), Id: { Ref: 'Thing' } },
      ),
    );

    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    expect(outputsOf(stack)).toEqual({ Name: 'h', Count: '2', Ports: '1,2', Id: 'made' });
    expect(requests).toMatchObject([
      { RequestType: 'Create', ResourceProperties: { List: ['1', 'true', 'a'], Inner: { Count: '2' } } },
    ]);
  });

  it('fails the stack that asks for a member that the data do not have', async () => {
    answer = () => ({ Data: { Host: { Name: 'h' } } });
    const stack = await testStacks.create('no-member', thing({}, { Name: attribute('Host.Name') }), { OnFailure: 'DO_NOTHING' });

    expect(stack).toMatchObject({
      StackStatus: 'CREATE_FAILED',
      StackStatusReason: "CustomResource attribute error: Vendor response doesn't contain Host.Name key",
    });
  });

  it('fails the resource that asks for a member that the data do not have, also in an update', async () => {
    const group = (value: unknown): object => ({
      Type: 'AWS::Logs::LogGroup',
      Properties: { RetentionInDays: 7, Tags: [{ Key: 'host', Value: value }] },
    });
    const template = (more: object): object => ({ Resources: { ...(thing() as { Resources: object }).Resources, ...more } });
    await testStacks.create('late-member', template({ Group: group('a') }));
    const before = await testStacks.ids('late-member');
    const stack = await testStacks.update(
      'late-member',
      template({ Group: group(attribute('Host')), New: group(attribute('Host')) }),
    );

    expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    const reason = "CustomResource attribute error: Vendor response doesn't contain Host key";
    expect(await testStacks.failures('late-member')).toMatchObject({ Group: reason, New: reason });
    expect(await testStacks.ids('late-member')).toEqual(before);
    await expect(testStacks.update('late-member', template({ Group: group('a') }))).rejects.toMatchObject({
      message: 'No updates are to be performed.',
    });
  });

  it('keeps its physical id where the answer to an update has none', async () => {
    await testStacks.create('same-id', thing({ Step: 1 }));
    answer = () => ({ PhysicalResourceId: undefined });

    const stack = await testStacks.update('same-id', thing({ Step: 2 }));

    expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
    expect(await testStacks.ids('same-id')).toEqual({ Thing: 'thing' });
    expect(requests.map(({ RequestType }) => RequestType)).toEqual(['Create', 'Update']);
  });

  it('fails its update with the reason of the answer, and is changed back', async () => {
    await testStacks.create('no-update', thing({ Step: 1 }));
    answer = ({ ResourceProperties }) => (ResourceProperties['Step'] === '2' ? { Status: 'FAILED', Reason: 'too late' } : {});

    const stack = await testStacks.update('no-update', thing({ Step: 2 }));

    expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await testStacks.failures('no-update'))['Thing']).toMatch(/Message returned: too late \(RequestId: [\w-]{36}\)$/);
    expect(requests.map(({ ResourceProperties }) => ResourceProperties['Step'])).toEqual(['1', '2', '1']);
  });

  it('keeps a stack whose deletion it fails, until the deletion leaves it out', async () => {
    const { StackId = '' } = await testStacks.create('stuck', thing());
    answer = () => ({ Status: 'FAILED' });
    await testStacks.client.send(new DeleteStackCommand({ StackName: 'stuck' }));
    const failed = await testStacks.settled(StackId);
    const reasons = await testStacks.failures(StackId);
    await testStacks.client.send(new DeleteStackCommand({ StackName: 'stuck', RetainResources: ['Thing'] }));
    const deleted = await testStacks.settled(StackId);

    expect(failed).toMatchObject({
      StackStatus: 'DELETE_FAILED',
      StackStatusReason: 'The following resource(s) failed to delete: [Thing]. ',
    });
    expect(reasons['Thing']).toMatch(
      /^Received response status \[FAILED\] from custom resource\. Message returned: {2}\(RequestId: [\w-]{36}\)$/,
    );
    expect(deleted.StackStatus).toBe('DELETE_COMPLETE');
    expect(await testStacks.story(StackId)).toContain('Thing DELETE_SKIPPED');
  });
});

describe('the deletion of a custom resource', () => {
  it('succeeds where its service token has been deleted', async () => {
    await using own = await AnsweringTopic.open(testStacks, () => ({}), 'soon-gone');
    const { StackId: StackName = '' } = await testStacks.create('orphan', thing({ ServiceToken: own.arn }));
    await testStacks.call('sns', 'DeleteTopic', { TopicArn: own.arn });
    await testStacks.client.send(new DeleteStackCommand({ StackName }));

    expect(await testStacks.settled(StackName)).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
  });
});

describe('a property of a custom resource', () => {
  it('that is null is sent as an empty text', async () => {
    await testStacks.create('nulls', thing({ Nothing: null, List: [null, 1, true] }));

    expect(requests[0]?.ResourceProperties).toMatchObject({ Nothing: '', List: ['', '1', 'true'] });
  });
});

describe('an answer of a custom resource', () => {
  it('that is given twice counts once', async () => {
    answer = () => ({ Data: { Value: 'first' } });
    const stack = await testStacks.create('twice', thing({}, { Value: attribute('Value') }));
    const { ResponseURL, RequestType: _, ...request } = requests[0] as CustomResourceRequest;
    const again = { ...request, Status: 'FAILED', PhysicalResourceId: 'other' };
    const { status } = await fetch(ResponseURL, { method: 'PUT', body: JSON.stringify(again) });

    expect(status).toBe(200);
    expect(await testStacks.describe('twice')).toEqual(stack);
    expect(await testStacks.ids('twice')).toEqual({ Thing: 'thing' });
    expect(outputsOf(stack)).toEqual({ Value: 'first' });
  });

  it.each<[string, Answer, string]>([
    ['that is not JSON', 'done', 'Response is not valid JSON'],
    ['that is a list', '[]', 'Response object must be a JSON object'],
    [
      'for another stack',
      { StackId: 'other' },
      'Invalid response object: Value of property StackId must match that of the request',
    ],
    [
      'for another resource',
      { LogicalResourceId: 'Other' },
      'Invalid response object: Value of property LogicalResourceId must match that of the request',
    ],
    [
      'to another request',
      { RequestId: 'other' },
      'Invalid response object: Value of property RequestId must match that of the request',
    ],
    ['with data that are a text', { Data: 'a' }, 'Invalid response object: Value of property Data must be an object'],
    ['without a physical id', { PhysicalResourceId: '' }, 'Invalid PhysicalResourceId'],
  ])('%s fails the resource', async (title, given, reason) => {
    answer = ({ RequestType }) => (RequestType === 'Create' ? given : {});
    const name = title.replaceAll(' ', '-');
    const stack = await testStacks.create(name, thing());

    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect((await testStacks.failures(name))['Thing']).toBe(reason);
  });

  it('with data that are null counts as one without data', async () => {
    answer = () => ({ Data: null });

    expect(await testStacks.create('null-data', thing())).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
  });
});

describe('a service token', () => {
  it.each<[string, unknown, string]>([
    [
      'of another service',
      'arn:aws:sqs:us-east-1:000000000000:q',
      'Invalid service token. (arn:aws:sqs:us-east-1:000000000000:q)',
    ],
    ['that is a list', ['a'], 'ServiceToken must be a string'],
  ])('%s fails the resource', async (title, ServiceToken, reason) => {
    const name = `token-${title.replaceAll(' ', '-')}`;
    const stack = await testStacks.create(name, thing({ ServiceToken }), { OnFailure: 'DO_NOTHING' });

    expect(stack.StackStatus).toBe('CREATE_FAILED');
    expect((await testStacks.failures(name))['Thing']).toBe(reason);
  });
});
