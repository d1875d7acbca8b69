import { InvokeCommand } from '@aws-sdk/client-lambda';
import { until } from '@stepmaker/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trustOf } from '../test-emulator.ts';
import { TestFunctions } from './test-functions.ts';

let testStacks: TestFunctions;
beforeAll(async () => {
  testStacks = await TestFunctions.open({ log: () => {} });
});
afterAll(() => testStacks[Symbol.asyncDispose]());

const call = <Output = Record<string, unknown>>(operation: string, input: object, service = 'lambda'): Promise<Output> =>
  testStacks.emulator.aws.call<Output>(service as 'lambda', operation, input, { caller: testStacks.emulator.rootCaller });

describe('the process of a function', () => {
  it.each([
    ['ends-well', 'exports.handler = async () => process.exit(0)', 'Runtime exited without providing a reason'],
    ['ends-early', 'process.exit(4)', 'Runtime exited with error: exit status 4'],
    ['is-terminated', kills('SIGTERM'), 'Runtime exited with error: signal: terminated'],
    ['is-aborted', kills('SIGABRT'), 'Runtime exited with error: signal: aborted'],
    ['is-interrupted', kills('SIGINT'), 'Runtime exited with error: signal: int'],
  ])('that %s fails the call with the reason', async (name, code, reason) => {
    await testStacks.create(name, { 'index.js': code });
    const { functionError, payload } = await testStacks.invoke(name);

    expect(functionError).toBe('Unhandled');
    expect(payload).toMatchObject({ errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining(reason) });
  });

  it('answers at most 6 MB', async () => {
    await testStacks.create('talks', { 'index.js': "exports.handler = async ({ size }) => 'x'.repeat(size)" });

    expect((await testStacks.invoke('talks', { size: 6_291_554 })).payload).toHaveLength(6_291_554);
    expect(await testStacks.invoke('talks', { size: 6_291_555 })).toMatchObject({
      functionError: 'Unhandled',
      payload: {
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
      },
    });
  });

  it('logs the last line without its end, cuts long lines and leaves out empty ones', async () => {
    await testStacks.create('writes', {
      'index.js': `exports.handler = async () => {
        await new Promise((written) => process.stdout.write('\\n' + 'x'.repeat(300_000) + '\\nunfinished', written));
        process.exit(1);
      }`,
    });
    await testStacks.invoke('writes');
    const messages = await until(
      () => testStacks.messages('writes'),
      (found) => found.some((message) => message.startsWith('REPORT')),
    );

    expect(messages.map((message) => message.length)).toContain(262_119);
    expect(messages).toContain('unfinished\n');
    expect(messages).not.toContain('\n');
  });

  it('serves more calls at once than there may be processes', async () => {
    await testStacks.create('waits', {
      'index.js': 'exports.handler = async ({ n }) => { await new Promise((resolve) => setTimeout(resolve, 50)); return n }',
    });
    const numbers = Array.from({ length: 12 }, (_, index) => index);
    const results = await Promise.all(numbers.map((n) => testStacks.invoke('waits', { n })));

    expect(results.map(({ payload }) => payload)).toEqual(numbers);
  });

  it('is replaced for the calls that wait where it ends', async () => {
    await testStacks.create('dies', {
      'index.js': 'exports.handler = async () => { await new Promise((resolve) => setTimeout(resolve, 20)); process.exit(5) }',
    });
    const results = await Promise.all(Array.from({ length: 10 }, () => testStacks.invoke('dies')));

    expect(new Set(results.map(({ functionError }) => functionError))).toEqual(new Set(['Unhandled']));
  });
});

describe('Invoke', () => {
  it('passes the context of the client on, and refuses durable executions', async () => {
    await testStacks.create('context', { 'index.js': 'exports.handler = async (event, { clientContext }) => clientContext' });
    const ClientContext = Buffer.from(JSON.stringify({ custom: { tenant: 'a' } })).toString('base64');
    const { Payload } = await testStacks.lambda.send(new InvokeCommand({ FunctionName: 'context', ClientContext }));

    expect(JSON.parse(Buffer.from(Payload ?? []).toString())).toMatchObject({ custom: { tenant: 'a' } });
    await expect(call('Invoke', { FunctionName: 'context', DurableExecutionName: 'd' })).rejects.toMatchObject({
      code: 'NotImplemented',
    });
  });

  it('follows the weights of an alias', async () => {
    await testStacks.create('weighted', { 'index.js': 'exports.handler = async () => 1' }, { Publish: true });
    await call('UpdateFunctionConfiguration', { FunctionName: 'weighted', Description: 'second' });
    await call('PublishVersion', { FunctionName: 'weighted' });
    await call('CreateAlias', { FunctionName: 'weighted', Name: 'live', FunctionVersion: '1' });
    const executed = async (weight: number): Promise<string | undefined> => {
      const RoutingConfig = { AdditionalVersionWeights: { 2: weight } };
      await call('UpdateAlias', { FunctionName: 'weighted', Name: 'live', RoutingConfig });
      return (await testStacks.invoke('weighted:live')).executedVersion;
    };

    expect(await executed(1)).toBe('2');
    expect(await executed(0)).toBe('1');
  });

  it('refuses a function whose role cannot be assumed any more', async () => {
    await testStacks.create('roleless', { 'index.js': 'exports.handler = async () => 1' });
    await call('CreateRole', { RoleName: 'other', AssumeRolePolicyDocument: trustOf('lambda.amazonaws.com') }, 'iam');
    await call('DetachRolePolicy', { RoleName: 'function-role', PolicyArn: POLICY }, 'iam');
    await call('DeleteRole', { RoleName: 'function-role' }, 'iam');

    await expect(testStacks.invoke('roleless')).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: 'The role defined for the function cannot be assumed by Lambda.',
    });
  });
});

const POLICY = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';

/** Code of a function whose process gets a signal. */
function kills(signal: string): string {
  return `exports.handler = () => new Promise(() => { setInterval(() => {}, 1000); process.kill(process.pid, '${signal}') })`;
}
