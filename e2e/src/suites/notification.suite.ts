import { SNSClient, SubscribeCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect } from 'vitest';
import type { ClientConfig } from '../targets/deployment.ts';
import { type Suite, scenario } from './suite.ts';

/** A queue that a topic delivers to. Dispose it to take both away. */
async function listenTo(clientConfig: ClientConfig, TopicArn: string, QueueName: string) {
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
    /** The next message, as SNS wraps it. */
    async next(): Promise<{ readonly Subject: string; readonly Message: string }> {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
      return JSON.parse(Messages[0]?.Body ?? '{}') as { Subject: string; Message: string };
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Who has subscribed to the topic is told how an execution ended. */
export const notification: Suite = (context) => {
  describe('the topic of the pipeline', () => {
    scenario(
      context,
      'tells its subscribers of a failure, why, and of which execution',
      { needs: ['queues'] },
      async ({ main, clientConfig }) => {
        await using queue = await listenTo(clientConfig, main.outputs['TopicArn'] ?? '', `${main.stackName}-told`);
        const execution = await main.pipeline.startExecution({ HyperParameters: { model: 'crystal_ball' } });
        await execution.result().catch(() => {});

        const { Subject, Message } = await queue.next();

        expect(Subject).toBe('ML pipeline: TrainingFailed');
        expect(Message).toContain('crystal_ball');
        expect(Message).toContain(execution.executionArn);
      },
    );
  });
};
