import { describe, expect, it } from 'vitest';
import { serviceCall } from '../service-call.ts';

const call = serviceCall('sns');

const createTopic = async (Name: string, more: object = {}): Promise<string> =>
  (await call<{ TopicArn: string }>('CreateTopic', { Name, ...more })).TopicArn;
const attributesOf = async (TopicArn: string): Promise<Record<string, string>> =>
  (await call<{ Attributes: Record<string, string> }>('GetTopicAttributes', { TopicArn })).Attributes;
const invalid = (reason: string): object => ({ code: 'InvalidParameter', message: `Invalid parameter: ${reason}` });

describe('a topic', () => {
  it.each([
    ['with space', {}],
    ['x'.repeat(257), {}],
    ['ends.fifo', {}],
  ])('is not named %s', async (Name, Attributes) => {
    await expect(call('CreateTopic', { Name, Attributes })).rejects.toMatchObject(invalid('Topic Name'));
  });

  it('that is FIFO has a name that says so', async () => {
    await expect(call('CreateTopic', { Name: 'plain', Attributes: { FifoTopic: 'true' } })).rejects.toMatchObject({
      code: 'InvalidParameter',
      message: expect.stringContaining('Fifo Topic names must end with .fifo'),
    });
  });

  it('is created again only with the same tags, in any order', async () => {
    const Tags = [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ];
    const TopicArn = await createTopic('tagged', { Tags });

    expect(await createTopic('tagged', { Tags: Tags.toReversed() })).toBe(TopicArn);
    expect(await createTopic('tagged')).toBe(TopicArn);
    await expect(createTopic('tagged', { Tags: Tags.slice(1) })).rejects.toMatchObject(
      invalid('Tags Reason: Topic already exists with different tags'),
    );
    await call('TagResource', { ResourceArn: TopicArn, Tags: [{ Key: 'c', Value: '3' }] });
    await call('UntagResource', { ResourceArn: TopicArn, TagKeys: ['a', 'b'] });
    expect(await call('ListTagsForResource', { ResourceArn: TopicArn })).toEqual({ Tags: [{ Key: 'c', Value: '3' }] });
    await expect(call('ListTagsForResource', { ResourceArn: `${TopicArn}-none` })).rejects.toMatchObject({
      code: 'ResourceNotFound',
    });
  });

  it('has attributes that can be set, among them a policy in JSON', async () => {
    const TopicArn = await createTopic('attributes');
    const set = (AttributeName: string, AttributeValue?: string): Promise<unknown> =>
      call('SetTopicAttributes', { TopicArn, AttributeName, AttributeValue });
    const standard = (await attributesOf(TopicArn))['Policy'];

    await set('DisplayName', 'shown');
    await set('LambdaSuccessFeedbackSampleRate', '10');
    await set('Policy', '{"Statement":[]}');
    expect(await attributesOf(TopicArn)).toMatchObject({
      DisplayName: 'shown',
      LambdaSuccessFeedbackSampleRate: '10',
      Policy: '{"Statement":[]}',
    });
    await set('Policy', '');
    await set('DisplayName');
    expect(await attributesOf(TopicArn)).toMatchObject({ DisplayName: '' });
    expect(JSON.parse(standard ?? '')).toMatchObject({ Id: '__default_policy_ID' });
    await expect(set('Policy', '{')).rejects.toMatchObject(invalid('Policy: failed to parse JSON.'));
    for (const name of ['FifoTopic', 'NoSuchAttribute'])
      await expect(set(name, 'true')).rejects.toMatchObject(invalid('AttributeName'));
  });

  it('gives accounts permissions until they are removed', async () => {
    const TopicArn = await createTopic('permissions');
    const permission = { TopicArn, Label: 'partner', AWSAccountId: ['111122223333'], ActionName: ['Publish'] };
    const statements = async (): Promise<{ Sid: string }[]> =>
      (JSON.parse((await attributesOf(TopicArn))['Policy'] ?? '') as { Statement: { Sid: string }[] }).Statement;

    await call('AddPermission', permission);
    expect(await statements()).toMatchObject([
      { Sid: '__default_statement_ID' },
      {
        Sid: 'partner',
        Effect: 'Allow',
        Principal: { AWS: ['arn:aws:iam::111122223333:root'] },
        Action: ['SNS:Publish'],
        Resource: TopicArn,
      },
    ]);
    await expect(call('AddPermission', permission)).rejects.toMatchObject(invalid('Statement already exists'));
    await call('RemovePermission', { TopicArn, Label: 'partner' });
    expect(await statements()).toMatchObject([{ Sid: '__default_statement_ID' }]);
    await expect(call('RemovePermission', { TopicArn, Label: 'partner' })).rejects.toMatchObject({ code: 'NotFound' });
  });

  it('takes its subscriptions with it when it is deleted', async () => {
    const TopicArn = await createTopic('leaving');
    const subscription = { TopicArn, Protocol: 'sqs', Endpoint: 'arn:aws:sqs:us-east-1:000000000000:q' };
    const { SubscriptionArn } = await call('Subscribe', subscription);

    await call('DeleteTopic', { TopicArn });

    await expect(call('GetSubscriptionAttributes', { SubscriptionArn })).rejects.toMatchObject({ code: 'NotFound' });
    for (const operation of ['GetTopicAttributes', 'ListSubscriptionsByTopic'])
      await expect(call(operation, { TopicArn })).rejects.toMatchObject({ code: 'NotFound', message: 'Topic does not exist' });
    await expect(call('GetDataProtectionPolicy', { ResourceArn: TopicArn })).rejects.toMatchObject({ code: 'NotFound' });
  });
});

describe('a subscription', () => {
  const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:q';

  it.each([
    ['carrier-pigeon', 'x', 'Does not support this protocol string: carrier-pigeon'],
    ['lambda', 'arn:aws:sqs:us-east-1:000000000000:q', 'Lambda endpoint ARN'],
    ['sqs', 'http://localhost/q', 'SQS endpoint ARN'],
    ['sqs', `${QUEUE}.fifo`, 'Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics'],
    ['http', 'https://localhost/', 'Endpoint must match the specified protocol'],
    ['https', 'https://', 'Endpoint must match the specified protocol'],
    ['email', 'absent', 'Email address'],
    ['email-json', 'a b@example.com', 'Email address'],
  ])('of protocol %s is not made for %s', async (Protocol, Endpoint, reason) => {
    const TopicArn = await createTopic('endpoints');

    await expect(call('Subscribe', { TopicArn, Protocol, Endpoint })).rejects.toMatchObject(invalid(reason));
  });

  it('by a protocol that is not served is refused as such', async () => {
    const TopicArn = await createTopic('endpoints');

    await expect(call('Subscribe', { TopicArn, Protocol: 'sms', Endpoint: '+15550100' })).rejects.toThrow(
      'SNS subscriptions of protocol sms',
    );
  });

  it.each([
    [{ FilterPolicy: '{' }, 'FilterPolicy: failed to parse JSON.'],
    [
      { FilterPolicyScope: 'Both' },
      'FilterPolicyScope: Invalid value [Both]. Please use either MessageBody or MessageAttributes',
    ],
    [{ RawMessageDelivery: 'yes' }, 'Attributes Reason: RawMessageDelivery: Invalid value [yes]. Must be true or false.'],
    [{ RedrivePolicy: 'queue' }, 'RedrivePolicy: failed to parse JSON.'],
    [{ DeliveryPolicy: 'queue' }, 'DeliveryPolicy: failed to parse JSON.'],
    [{ NoSuchAttribute: 'x' }, 'AttributeName'],
  ])('is not made with the attributes %j', async (Attributes, reason) => {
    const TopicArn = await createTopic('invalid-attributes');

    await expect(call('Subscribe', { TopicArn, Protocol: 'sqs', Endpoint: QUEUE, Attributes })).rejects.toMatchObject(
      invalid(reason),
    );
  });

  it('is one for each endpoint, with attributes that can be set and removed', async () => {
    const TopicArn = await createTopic('subscribed');
    const subscribe = (Attributes?: object): Promise<Record<string, string>> =>
      call('Subscribe', { TopicArn, Protocol: 'sqs', Endpoint: QUEUE, Attributes });
    const { SubscriptionArn } = await subscribe({ RawMessageDelivery: 'true' });
    const shown = async (): Promise<Record<string, string>> =>
      (await call<{ Attributes: Record<string, string> }>('GetSubscriptionAttributes', { SubscriptionArn })).Attributes;
    const set = (AttributeName: string, AttributeValue?: string): Promise<unknown> =>
      call('SetSubscriptionAttributes', { SubscriptionArn, AttributeName, AttributeValue });

    expect(await subscribe()).toEqual({ SubscriptionArn });
    await expect(subscribe({ RawMessageDelivery: 'false' })).rejects.toMatchObject(
      invalid('Attributes Reason: Subscription already exists with different attributes'),
    );
    await set('FilterPolicy', '{"kind":["a"]}');
    expect(await shown()).toMatchObject({
      RawMessageDelivery: 'true',
      FilterPolicy: '{"kind":["a"]}',
      FilterPolicyScope: 'MessageAttributes',
      PendingConfirmation: 'false',
      Endpoint: QUEUE,
    });
    await set('FilterPolicy', '{}');
    await set('RawMessageDelivery');
    const cleared = await shown();
    expect(cleared).toMatchObject({ RawMessageDelivery: 'false' });
    expect(cleared).not.toHaveProperty('FilterPolicy');
    await expect(set('ReplayPolicy', '{}')).rejects.toThrow('SNS subscription attribute ReplayPolicy');

    await call('Unsubscribe', { SubscriptionArn });
    await expect(shown()).rejects.toMatchObject({ code: 'NotFound', message: 'Subscription does not exist' });
    await expect(call('Unsubscribe', { SubscriptionArn: 'none' })).rejects.toMatchObject({ code: 'InvalidParameter' });
  });

  it('waits for its confirmation, and is named before it only where the request asks for that', async () => {
    const TopicArn = await createTopic('pending');
    const subscribe = (more: object = {}): Promise<{ SubscriptionArn: string }> =>
      call('Subscribe', { TopicArn, Protocol: 'email-json', Endpoint: 'me@example.com', ...more });

    expect(await subscribe()).toEqual({ SubscriptionArn: 'pending confirmation' });
    const { SubscriptionArn } = await subscribe({ ReturnSubscriptionArn: true });
    expect(SubscriptionArn).toContain(`${TopicArn}:`);
    expect(await call('GetSubscriptionAttributes', { SubscriptionArn })).toMatchObject({
      Attributes: { PendingConfirmation: 'true', ConfirmationWasAuthenticated: 'false' },
    });
    for (const operation of ['ListSubscriptions', 'ListSubscriptionsByTopic'])
      expect(await call(operation, { TopicArn })).toMatchObject({
        Subscriptions: expect.arrayContaining([
          expect.objectContaining({ TopicArn, SubscriptionArn: 'PendingConfirmation', Endpoint: 'me@example.com' }),
        ]),
      });
    await expect(call('ConfirmSubscription', { TopicArn, Token: 'guessed' })).rejects.toMatchObject(invalid('Token'));
  });
});

describe('a message', () => {
  it('goes to a topic by either member that names it, and to no phone', async () => {
    const TargetArn = await createTopic('target');

    expect(await call('Publish', { TargetArn, Message: 'm' })).toEqual({ MessageId: expect.any(String) });
    await expect(call('Publish', { Message: 'm' })).rejects.toMatchObject(
      invalid('TopicArn or TargetArn Reason: no value for required parameter'),
    );
    await expect(call('Publish', { PhoneNumber: '+15550100', Message: 'm' })).rejects.toThrow('SNS Publish to a phone number');
  });

  it.each([
    [{ Message: '' }, 'Empty message'],
    [{ Message: 'x'.repeat(262_145) }, 'Message too long'],
    [{ Message: 'm', Subject: '' }, 'Subject'],
    [{ Message: 'm', Subject: 'a\nb' }, 'Subject'],
    [{ Message: '{', MessageStructure: 'json' }, 'Message Structure - JSON message body failed to parse'],
    [{ Message: '{"email":"e"}', MessageStructure: 'json' }, 'Message Structure - No default entry in JSON message body'],
  ])('is refused where SNS refuses it (case %#)', async (message, reason) => {
    const TopicArn = await createTopic('refusing');

    await expect(call('Publish', { TopicArn, ...message })).rejects.toMatchObject(invalid(reason));
  });

  it('for a FIFO topic has a group, and an id unless the topic makes it from the content', async () => {
    const TopicArn = await createTopic('orders.fifo', { Attributes: { FifoTopic: 'true' } });
    const publish = (more: object): Promise<unknown> => call('Publish', { TopicArn, Message: 'm', ...more });

    await expect(publish({})).rejects.toMatchObject(invalid('The MessageGroupId parameter is required for FIFO topics'));
    await expect(publish({ MessageGroupId: 'g' })).rejects.toMatchObject({
      code: 'InvalidParameter',
      message: expect.stringContaining('ContentBasedDeduplication'),
    });
    expect(await publish({ MessageGroupId: 'g', MessageDeduplicationId: '1' })).toMatchObject({
      SequenceNumber: expect.stringMatching(/^\d{20}$/u),
    });
    await call('SetTopicAttributes', { TopicArn, AttributeName: 'ContentBasedDeduplication', AttributeValue: 'true' });
    expect(await publish({ MessageGroupId: 'g' })).toMatchObject({ MessageId: expect.any(String) });
  });

  it.each([
    [0, 'EmptyBatchRequest'],
    [11, 'TooManyEntriesInBatchRequest'],
  ])('is not published in a batch of %i', async (length, code) => {
    const TopicArn = await createTopic('batches');
    const PublishBatchRequestEntries = Array.from({ length }, (_, index) => ({ Id: `${index}`, Message: 'm' }));

    await expect(call('PublishBatch', { TopicArn, PublishBatchRequestEntries })).rejects.toMatchObject({ code });
  });

  it('is not published in a batch with an id that occurs twice', async () => {
    const TopicArn = await createTopic('batches');
    const PublishBatchRequestEntries = ['a', 'a'].map((Id) => ({ Id, Message: 'm' }));

    await expect(call('PublishBatch', { TopicArn, PublishBatchRequestEntries })).rejects.toMatchObject({
      code: 'BatchEntryIdsNotDistinct',
    });
  });
});
