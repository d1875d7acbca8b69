import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { until } from '@stepmaker/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SettableClock } from '../../../test/settable-clock.ts';
import { startTestEmulator, type TestEmulator } from '../../../test/test-emulator.ts';

/** What a request to the listener was, and when, by the emulator's clock. */
interface Heard {
  readonly path: string;
  readonly type: string | undefined;
  readonly body: string;
  readonly at: number;
}

describe('SNS and an HTTP endpoint', () => {
  const clock = new SettableClock();
  const heard: Heard[] = [];
  /** The statuses of the next answers; 200 where there is none left. */
  const statuses: number[] = [];
  let listener: Server;
  let address: string;
  let running: TestEmulator;
  let sns: SNSClient;

  beforeAll(async () => {
    listener = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () => {
        const type = request.headers['x-amz-sns-message-type'];
        heard.push({ path: `${request.url}`, type: type?.toString(), body, at: clock.now() });
        response.writeHead(type === 'Notification' ? (statuses.shift() ?? 200) : 200).end();
      });
    });
    await new Promise<void>((listening) => listener.listen(0, '127.0.0.1', listening));
    address = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
    running = await startTestEmulator({ clock });
    sns = new SNSClient(running.client);
  });
  afterAll(async () => {
    sns.destroy();
    await running[Symbol.asyncDispose]();
    listener.closeAllConnections();
    listener.close();
  });

  const at = (path: string, type = 'Notification'): Heard[] => heard.filter((each) => each.path === path && each.type === type);

  /** A topic whose messages go to a path of the listener, which has confirmed. */
  async function subscribed(path: string, Attributes: Record<string, string> = {}): Promise<string> {
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: path.slice(1) }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: `${address}${path}`, Attributes }));
    const [question] = await until(() => {
      const asked = at(path, 'SubscriptionConfirmation');
      return asked.length > 0 && asked;
    });
    const { SubscribeURL } = JSON.parse(`${question?.body}`) as { SubscribeURL: string };
    expect((await fetch(SubscribeURL)).status).toBe(200);
    return TopicArn;
  }

  /** Publishes, and lets the clock jump to each further try, until there have been so many. */
  async function publishUntilTried(TopicArn: string, path: string, tries: number): Promise<number[]> {
    const idle = clock.timers;
    await sns.send(new PublishCommand({ TopicArn, Message: 'news' }));
    for (let each = 1; each < tries; each += 1) {
      await until(() => at(path).length === each && clock.timers > idle);
      clock.advance(20_000);
    }
    await until(() => at(path).length === tries);
    return at(path).map((request) => request.at);
  }

  it('asks it to confirm, and sends what is published from then on', async () => {
    const TopicArn = await subscribed('/plain');
    await sns.send(new PublishCommand({ TopicArn, Subject: 'S', Message: 'news' }));

    const [message] = await until(() => at('/plain').length > 0 && at('/plain'));

    expect(JSON.parse(`${message?.body}`)).toMatchObject({ Type: 'Notification', TopicArn, Subject: 'S', Message: 'news' });
  });

  it('tries again after twenty seconds where it failed, and no more once it was heard', async () => {
    const TopicArn = await subscribed('/flaky');
    statuses.push(500, 429);

    const times = await publishUntilTried(TopicArn, '/flaky', 3);

    const pauses = times.slice(1).map((time, index) => time - (times[index] as number));
    expect(pauses.every((pause) => pause >= 20_000 && pause < 30_000)).toBe(true);
    expect(statuses).toEqual([]);
  });

  it.each([
    ['after three more tries of a server that fails', '/failing', [500, 502, 503, 504]],
    ['at once where the server says that it never will', '/gone', [404]],
  ])('leaves the message to the dead-letter queue %s', async (_title, path, answers) => {
    const call = <Output>(operation: string, input: object): Promise<Output> =>
      running.emulator.aws.call<Output>('sqs', operation, input, { caller: running.emulator.rootCaller });
    const QueueName = `dead-${path.slice(1)}`;
    const deadLetterTargetArn = `arn:aws:sqs:us-east-1:000000000000:${QueueName}`;
    const { QueueUrl } = await call<{ QueueUrl: string }>('CreateQueue', { QueueName });
    const Statement = [
      { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: deadLetterTargetArn },
    ];
    await call('SetQueueAttributes', { QueueUrl, Attributes: { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) } });
    const TopicArn = await subscribed(path, { RedrivePolicy: JSON.stringify({ deadLetterTargetArn }) });
    statuses.push(...answers);

    await publishUntilTried(TopicArn, path, answers.length);
    const [dead] = await until(async () => {
      const { Messages = [] } = await call<{ Messages?: { Body: string }[] }>('ReceiveMessage', { QueueUrl });
      return Messages.length > 0 && Messages;
    });

    expect(JSON.parse(`${dead?.Body}`)).toMatchObject({ Message: 'news', TopicArn });
    expect(at(path)).toHaveLength(answers.length);
  });
});
