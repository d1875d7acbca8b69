import { createHash } from 'node:crypto';
import {
  CreateQueueCommand,
  type MessageAttributeValue,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEmulator, type TestEmulator } from './test-emulator.ts';

let running: TestEmulator;
let sqs: SQSClient;
let QueueUrl: string;

beforeAll(async () => {
  running = await startTestEmulator();
  sqs = new SQSClient(running.client);
  QueueUrl = `${(await sqs.send(new CreateQueueCommand({ QueueName: 'attributes' }))).QueueUrl}`;
});
afterAll(() => running[Symbol.asyncDispose]());

const send = (MessageAttributes: Record<string, MessageAttributeValue>) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'body', MessageAttributes }));

describe('attributes of a message', () => {
  it('come back as they were sent, texts and bytes, with the hash that clients check', async () => {
    const { MD5OfMessageAttributes } = await send({
      text: { DataType: 'String.custom', StringValue: 'ü' },
      bytes: { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 255) },
    });
    const { Messages: [message] = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }));

    expect(message?.MessageAttributes).toEqual({
      text: { DataType: 'String.custom', StringValue: 'ü' },
      bytes: { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 255) },
    });
    expect(MD5OfMessageAttributes).toBe(message?.MD5OfMessageAttributes);
    expect(MD5OfMessageAttributes).toBe(
      createHash('md5')
        .update('\0\0\0\x05bytes\0\0\0\x06Binary\x02\0\0\0\x02\0\xff', 'latin1')
        .update('\0\0\0\x04text\0\0\0\x0dString.custom\x01\0\0\0\x02')
        .update('ü')
        .digest('hex'),
    );
  });

  it.each<[string, Record<string, MessageAttributeValue>, RegExp]>([
    ['an unknown type', { a: { DataType: 'Text', StringValue: 'x' } }, /The type of message \(user\) attribute 'a' is invalid/],
    ['no value', { a: { DataType: 'String' } }, /'a' must contain a non-empty value of type 'String'/],
    [
      'more than ten of them',
      Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`a${index}`, { DataType: 'String', StringValue: 'x' }])),
      /Number of message attributes \[12\] exceeds the allowed maximum \[10\]/,
    ],
  ])('are refused with %s', async (_what, attributes, message) => {
    await expect(send(attributes)).rejects.toThrow(message);
  });
});
