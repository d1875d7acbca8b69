import { SNSClient, SubscribeCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { ClientConfig } from '../targets/deployment.ts';

/** A queue that a topic delivers to. Dispose it to take both away. */
export interface ListeningQueue extends AsyncDisposable {
  /** The next message, as SNS wraps it. */
  next(): Promise<{ readonly Subject: string; readonly Message: string }>;
}

/** Makes a queue and subscribes it to the topic. */
export async function listenTo(clientConfig: ClientConfig, TopicArn: string, QueueName: string): Promise<ListeningQueue> {
  await using stack = new AsyncDisposableStack();
  const [sqs, sns] = [new SQSClient(clientConfig), new SNSClient(clientConfig)];
  stack.defer(async () => {
    for (const client of [sqs, sns]) client.destroy();
  });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName }));
  stack.defer(async () => void (await sqs.send(new DeleteQueueCommand({ QueueUrl }))));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const Resource = Attributes?.['QueueArn'];
  const Statement = [
    {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource,
      Condition: { ArnEquals: { 'aws:SourceArn': TopicArn } },
    },
  ];
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  const subscribe = new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: Resource, ReturnSubscriptionArn: true });
  const { SubscriptionArn } = await sns.send(subscribe);
  stack.defer(async () => void (await sns.send(new UnsubscribeCommand({ SubscriptionArn }))));
  const owned = stack.move();
  return {
    async next() {
      const { Messages: [message] = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
      if (message === undefined) throw new Error(`The topic ${TopicArn} has sent no message for 20 seconds`);
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
      return JSON.parse(message.Body ?? '') as { Subject: string; Message: string };
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
