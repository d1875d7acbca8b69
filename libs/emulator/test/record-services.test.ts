import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEmulator, type TestEmulator } from './test-emulator.ts';

let running: TestEmulator;
beforeAll(async () => {
  running = await startTestEmulator();
});
afterAll(() => running[Symbol.asyncDispose]());

const call = <Output = Record<string, unknown>>(service: string, operation: string, input: object): Promise<Output> =>
  running.emulator.aws.call<Output>(service as 'kms', operation, input, { caller: running.emulator.rootCaller });

const headers = (service: string, more: Record<string, string> = {}): Record<string, string> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  ...more,
});

describe('KMS', () => {
  it('encrypts, and decrypts only what it encrypted, in the same context, with a key that is enabled', async () => {
    const { KeyMetadata } = await call<{ KeyMetadata: { KeyId: string } }>('kms', 'CreateKey', {});
    const { KeyId } = KeyMetadata;
    await call('kms', 'CreateAlias', { AliasName: 'alias/a', TargetKeyId: KeyId });
    const EncryptionContext = { purpose: 'test' };
    const { CiphertextBlob, Plaintext } = await call<{ CiphertextBlob: Uint8Array; Plaintext: Uint8Array }>(
      'kms',
      'GenerateDataKey',
      { KeyId: 'alias/a', KeySpec: 'AES_256', EncryptionContext },
    );

    const opened = await call<{ Plaintext: Uint8Array }>('kms', 'Decrypt', { CiphertextBlob, EncryptionContext });
    const changed = Uint8Array.from(CiphertextBlob);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;

    expect(Buffer.from(opened.Plaintext)).toEqual(Buffer.from(Plaintext));
    await expect(call('kms', 'Decrypt', { CiphertextBlob })).rejects.toMatchObject({ code: 'InvalidCiphertextException' });
    await expect(call('kms', 'Decrypt', { CiphertextBlob: changed, EncryptionContext })).rejects.toMatchObject({
      code: 'InvalidCiphertextException',
    });
    await call('kms', 'DisableKey', { KeyId });
    await expect(call('kms', 'Decrypt', { CiphertextBlob, EncryptionContext })).rejects.toMatchObject({
      code: 'DisabledException',
    });
  });
});

describe('the protocol of EC2', () => {
  const ask = async (form: Record<string, string>): Promise<{ status: number; text: string }> => {
    const answer = await fetch(running.client.endpoint, {
      method: 'POST',
      headers: headers('ec2', { 'content-type': 'application/x-www-form-urlencoded' }),
      body: new URLSearchParams({ Version: '2016-11-15', ...form }),
    });
    return { status: answer.status, text: await answer.text() };
  };

  it('has flat lists in requests, items in answers, and a separate form of errors', async () => {
    const made = await ask({
      Action: 'CreateVpc',
      CidrBlock: '10.0.0.0/16',
      'TagSpecification.1.ResourceType': 'vpc',
      'TagSpecification.1.Tag.1.Key': 'Name',
      'TagSpecification.1.Tag.1.Value': 'mine',
    });
    const id = /<vpcId>(vpc-[0-9a-f]{17})<\/vpcId>/u.exec(made.text)?.[1] ?? '';
    const found = await ask({ Action: 'DescribeVpcs', 'Filter.1.Name': 'tag:Name', 'Filter.1.Value.1': 'mine' });
    const missing = await ask({ Action: 'DescribeVpcs', 'VpcId.1': 'vpc-0' });
    const overlapping = await ask({ Action: 'CreateSubnet', VpcId: id, CidrBlock: '192.168.0.0/24' });

    expect(made.text).toContain('<CreateVpcResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>');
    expect(found.text).toContain(`<vpcId>${id}</vpcId>`);
    expect(found.text).toContain('<tagSet><item><key>Name</key><value>mine</value></item></tagSet>');
    expect(missing).toMatchObject({ status: 400 });
    expect(missing.text).toContain(
      "<Errors><Error><Code>InvalidVpcID.NotFound</Code><Message>The vpc ID 'vpc-0' does not exist</Message></Error></Errors>",
    );
    expect(overlapping.text).toContain('<Code>InvalidSubnet.Range</Code>');
  });
});

describe('SQS', () => {
  const ask = async (operation: string, input: object): Promise<{ headers: Headers; body: Record<string, unknown> }> => {
    const answer = await fetch(running.client.endpoint, {
      method: 'POST',
      headers: headers('sqs', { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` }),
      body: JSON.stringify(input),
    });
    const text = await answer.text();
    return { headers: answer.headers, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
  };

  it('hides what is received, gives it again after its time, and hands it to the dead letters in the end', async () => {
    const { QueueUrl: dead } = (await ask('CreateQueue', { QueueName: 'dead' })).body;
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead', maxReceiveCount: 2 });
    const { QueueUrl } = (await ask('CreateQueue', { QueueName: 'work', Attributes: { RedrivePolicy } })).body;
    const sent = (await ask('SendMessage', { QueueUrl, MessageBody: 'hello' })).body;
    const receive = async (url: unknown, more: object = {}): Promise<Record<string, unknown>[]> =>
      ((await ask('ReceiveMessage', { QueueUrl: url, ...more })).body['Messages'] ?? []) as Record<string, unknown>[];

    const [first] = await receive(QueueUrl, { AttributeNames: ['All'] });
    const hidden = await receive(QueueUrl);
    await ask('ChangeMessageVisibility', { QueueUrl, ReceiptHandle: first?.['ReceiptHandle'], VisibilityTimeout: 0 });
    const [again] = await receive(QueueUrl, { VisibilityTimeout: 0 });
    const gone = await receive(QueueUrl);

    expect(sent['MD5OfMessageBody']).toBe('5d41402abc4b2a76b9719d911017c592');
    expect(first).toMatchObject({ Body: 'hello', Attributes: { ApproximateReceiveCount: '1' } });
    expect(hidden).toEqual([]);
    expect(again).toMatchObject({ MessageId: first?.['MessageId'] });
    expect(gone).toEqual([]);
    expect(await receive(dead)).toMatchObject([{ Body: 'hello' }]);
  });

  it('waits for a message that is on its way', async () => {
    const { QueueUrl } = (await ask('CreateQueue', { QueueName: 'slow' })).body;
    const waiting = ask('ReceiveMessage', { QueueUrl, WaitTimeSeconds: 20 });
    await ask('SendMessage', { QueueUrl, MessageBody: 'late' });

    expect((await waiting).body['Messages']).toMatchObject([{ Body: 'late' }]);
  });

  it('keeps the order of a group in a FIFO queue, and takes the same message once', async () => {
    const { QueueUrl } = (
      await ask('CreateQueue', { QueueName: 'f.fifo', Attributes: { FifoQueue: 'true', ContentBasedDeduplication: 'true' } })
    ).body;
    for (const MessageBody of ['1', '1', '2']) await ask('SendMessage', { QueueUrl, MessageBody, MessageGroupId: 'g' });
    const first = (await ask('ReceiveMessage', { QueueUrl })).body['Messages'] as { Body: string; ReceiptHandle: string }[];
    const blocked = (await ask('ReceiveMessage', { QueueUrl })).body;
    await ask('DeleteMessage', { QueueUrl, ReceiptHandle: first[0]?.ReceiptHandle });
    const second = (await ask('ReceiveMessage', { QueueUrl })).body['Messages'];

    expect(first).toMatchObject([{ Body: '1' }]);
    expect(blocked).toEqual({});
    expect(second).toMatchObject([{ Body: '2' }]);
  });

  it('names errors as clients of its former protocol know them', async () => {
    const refused = await ask('GetQueueUrl', { QueueName: 'none' });

    expect(refused.body).toMatchObject({ __type: 'QueueDoesNotExist', message: 'The specified queue does not exist.' });
    expect(refused.headers.get('x-amzn-query-error')).toBe('AWS.SimpleQueueService.NonExistentQueue;Sender');
  });
});
