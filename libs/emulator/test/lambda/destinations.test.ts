import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zip } from '../../src/services/lambda/zip.ts';
import { startTestEmulator, type TestEmulator, trustOf, VirtualClock } from '../test-emulator.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:records';
const Role = 'arn:aws:iam::000000000000:role/function-role';
const functionArn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

const clock = new VirtualClock();
let running: TestEmulator;
let QueueUrl: string;
let topic: string;
const call = <Output = Record<string, unknown>>(operation: string, input: object, service = 'lambda'): Promise<Output> =>
  running.emulator.aws.call<Output>(service as 'lambda', operation, input, { caller: running.emulator.rootCaller });

async function create(FunctionName: string, code: string, more: object = {}): Promise<void> {
  await call('CreateFunction', {
    FunctionName,
    Role,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Code: { ZipFile: zip({ 'index.js': code }) },
    ...more,
  });
}

/** Invokes a function asynchronously, with its own name as the event. */
const invoke = (FunctionName: string, Qualifier?: string) =>
  call('Invoke', { FunctionName, Qualifier, InvocationType: 'Event', Payload: Buffer.from(JSON.stringify({ FunctionName })) });

/** Waits for the next message that the topic passes on. */
async function nextMessage(): Promise<unknown> {
  const { Messages = [] } = await call<{ Messages?: { Body: string; ReceiptHandle: string }[] }>(
    'ReceiveMessage',
    { QueueUrl, WaitTimeSeconds: 20 },
    'sqs',
  );
  const { Body, ReceiptHandle } = Messages[0] as { Body: string; ReceiptHandle: string };
  await call('DeleteMessage', { QueueUrl, ReceiptHandle }, 'sqs');
  return JSON.parse(Body);
}

beforeAll(async () => {
  running = await startTestEmulator({ clock });
  const allowed = { Effect: 'Allow', Action: ['sns:Publish', 'lambda:InvokeFunction'], Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [allowed] });
  await call('CreateRole', { RoleName: 'function-role', AssumeRolePolicyDocument: trustOf('lambda.amazonaws.com') }, 'iam');
  await call('PutRolePolicy', { RoleName: 'function-role', PolicyName: 'p', PolicyDocument }, 'iam');
  const statement = { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: QUEUE };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  ({ QueueUrl } = await call<{ QueueUrl: string }>('CreateQueue', { QueueName: 'records', Attributes: { Policy } }, 'sqs'));
  ({ TopicArn: topic } = await call<{ TopicArn: string }>('CreateTopic', { Name: 'records' }, 'sns'));
  const Attributes = { RawMessageDelivery: 'true' };
  await call('Subscribe', { TopicArn: topic, Protocol: 'sqs', Endpoint: QUEUE, Attributes }, 'sns');
  await create('works', 'exports.handler = async () => ({ done: true })', { Publish: true });
  await create('fails', "exports.handler = async () => { throw new Error('no luck') }");
});
afterAll(() => running[Symbol.asyncDispose]());

const configure = (FunctionName: string, more: object, destinations: object = {}) =>
  call('PutFunctionEventInvokeConfig', { FunctionName, ...more, DestinationConfig: destinations });
const record = (name: string, condition: string, more: object) => ({
  version: '1.0',
  timestamp: expect.stringMatching(/^2026-01-01T/u),
  requestContext: {
    requestId: expect.stringMatching(/^[\w-]{36}$/u),
    functionArn: `${functionArn(name)}`,
    condition,
    approximateInvokeCount: 1,
  },
  requestPayload: { FunctionName: name.split(':')[0] },
  ...more,
});

describe('the destination of asynchronous invocations', () => {
  it('receives the result of an invocation by alias', async () => {
    await call('CreateAlias', { FunctionName: 'works', Name: 'live', FunctionVersion: '1' });
    await configure('works', { Qualifier: 'live' }, { OnSuccess: { Destination: topic } });
    await invoke('works', 'live');

    expect(await nextMessage()).toEqual(
      record('works:live', 'Success', {
        responseContext: { statusCode: 200, executedVersion: '1' },
        responsePayload: { done: true },
      }),
    );
  });

  it('receives the error of a function that fails for good, and the dead-letter topic the event', async () => {
    await call('UpdateFunctionConfiguration', { FunctionName: 'fails', DeadLetterConfig: { TargetArn: topic } });
    await configure('fails', { MaximumRetryAttempts: 0 }, { OnFailure: { Destination: topic } });
    await invoke('fails');

    expect(await nextMessage()).toEqual(
      record('fails:$LATEST', 'RetriesExhausted', {
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        responsePayload: expect.objectContaining({ errorMessage: 'no luck' }),
      }),
    );
    expect(await nextMessage()).toEqual({ FunctionName: 'fails' });
    await call('UpdateFunctionConfiguration', { FunctionName: 'fails', DeadLetterConfig: { TargetArn: '' } });
    expect(await call('GetFunctionConfiguration', { FunctionName: 'fails' })).not.toHaveProperty('DeadLetterConfig');
  });

  it('receives an event that was throttled until it was too old', async () => {
    await call('PutFunctionConcurrency', { FunctionName: 'works', ReservedConcurrentExecutions: 0 });
    await configure('works', { MaximumEventAgeInSeconds: 60 }, { OnFailure: { Destination: topic } });
    await invoke('works');
    await clock.advance(10 * 60_000);

    expect(await nextMessage()).toMatchObject({
      requestContext: { functionArn: `${functionArn('works')}:$LATEST`, condition: 'EventAgeExceeded' },
      requestPayload: { FunctionName: 'works' },
      responsePayload: null,
    });
    await call('DeleteFunctionConcurrency', { FunctionName: 'works' });
  });

  it('can be a function, which is invoked with the record', async () => {
    await create(
      'passes-on',
      `exports.handler = async (event) => {
        const { SNSClient, PublishCommand } = require('@aws-sdk/client-sns');
        const Message = JSON.stringify({ passedOn: event.responsePayload });
        await new SNSClient({}).send(new PublishCommand({ TopicArn: ${JSON.stringify(topic)}, Message }));
      }`,
      { Timeout: 60 },
    );
    await configure('works', {}, { OnSuccess: { Destination: functionArn('passes-on') } });
    await invoke('works');

    expect(await nextMessage()).toEqual({ passedOn: { done: true } });
  });

  it('that does not exist is named in the log of the server', async () => {
    await configure('fails', { MaximumRetryAttempts: 0 }, { OnFailure: { Destination: functionArn('nowhere') } });
    await call('UpdateFunctionConfiguration', { FunctionName: 'fails', DeadLetterConfig: { TargetArn: topic } });
    await invoke('fails');

    expect(await nextMessage()).toEqual({ FunctionName: 'fails' });
    expect(running.log.join('\n')).toContain(
      `${functionArn('nowhere')} did not get the record of a call of fails: Function not found`,
    );
  });
});
