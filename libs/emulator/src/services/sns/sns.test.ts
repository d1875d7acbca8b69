import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  PublishBatchCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../../../test/test-emulator.ts';

interface Message {
  readonly message: string;
  readonly subject?: string;
  readonly email: string[];
}

describe('SNS', () => {
  let running: TestEmulator;
  let sns: SNSClient;

  beforeAll(async () => {
    running = await startTestEmulator();
    sns = new SNSClient(running.client);
  });

  afterAll(() => running[Symbol.asyncDispose]());

  const topic = async (Name: string, Attributes: Record<string, string> = {}) =>
    (await sns.send(new CreateTopicCommand({ Name, Attributes }))).TopicArn;
  const messages = async (topicArn: string | undefined): Promise<Message[]> => {
    const answer = await fetch(`${running.client.endpoint}/_stepmaker/sns/messages?topicArn=${topicArn}`);
    return ((await answer.json()) as { messages: Message[] }).messages;
  };

  it('keeps messages where a person can read them', async () => {
    const TopicArn = await topic('read');
    await sns.send(new PublishCommand({ TopicArn, Subject: 'Pipeline failed', Message: 'Train: 🚀 <out of memory>' }));
    await sns.send(
      new PublishCommand({ TopicArn, MessageStructure: 'json', Message: JSON.stringify({ default: 'd', email: 'for e-mail' }) }),
    );

    expect(await messages(TopicArn)).toMatchObject([
      { subject: 'Pipeline failed', message: 'Train: 🚀 <out of memory>', email: [] },
      { message: 'for e-mail' },
    ]);
  });

  it('sends to an e-mail address once its owner has confirmed', async () => {
    const TopicArn = await topic('mail');
    const { SubscriptionArn } = await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'me@example.com' }));
    await sns.send(new PublishCommand({ TopicArn, Message: 'too early' }));
    const [invitation] = await messages(TopicArn);
    const Token = /token (\w+)$/u.exec(invitation?.message ?? '')?.[1];
    const { SubscriptionArn: confirmed } = await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
    await sns.send(new PublishCommand({ TopicArn, Message: 'in time' }));

    expect(SubscriptionArn).toBe('pending confirmation');
    expect((await messages(TopicArn)).slice(1)).toMatchObject([
      { message: 'too early', email: [] },
      { message: 'in time', email: ['me@example.com'] },
    ]);
    expect((await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions).toMatchObject([
      { SubscriptionArn: confirmed },
    ]);
    expect((await sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes).toMatchObject({
      SubscriptionsConfirmed: '1',
      SubscriptionsPending: '0',
    });
  });

  it('makes a topic once, and refuses another of its name', async () => {
    const first = await topic('once', { DisplayName: 'a' });

    expect(await topic('once', { DisplayName: 'a' })).toBe(first);
    await expect(topic('once', { DisplayName: 'b' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Invalid parameter: Attributes Reason: Topic already exists with different attributes',
    });
    await expect(topic('no spaces')).rejects.toMatchObject({ message: 'Invalid parameter: Topic Name' });
    expect((await sns.send(new ListTopicsCommand({}))).Topics).toContainEqual({ TopicArn: first });
    await sns.send(new DeleteTopicCommand({ TopicArn: first }));
    await expect(sns.send(new PublishCommand({ TopicArn: first, Message: 'm' }))).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Topic does not exist',
    });
  });

  it('refuses messages as AWS does, also one by one in a batch', async () => {
    const TopicArn = await topic('refuse');
    const publish = (more: object) => sns.send(new PublishCommand({ TopicArn, Message: 'm', ...more }));

    await expect(publish({ Message: '' })).rejects.toMatchObject({ message: 'Invalid parameter: Empty message' });
    await expect(publish({ Message: 'x'.repeat(262_145) })).rejects.toMatchObject({
      message: 'Invalid parameter: Message too long',
    });
    await expect(publish({ Subject: 'two\nlines' })).rejects.toMatchObject({ message: 'Invalid parameter: Subject' });
    const { Successful, Failed } = await sns.send(
      new PublishBatchCommand({
        TopicArn,
        PublishBatchRequestEntries: [
          { Id: 'good', Message: 'm' },
          { Id: 'bad', Message: 'm', MessageStructure: 'json' },
        ],
      }),
    );
    expect(Successful).toMatchObject([{ Id: 'good' }]);
    expect(Failed).toMatchObject([{ Id: 'bad', Code: 'InvalidParameter', SenderFault: true }]);
  });
});
