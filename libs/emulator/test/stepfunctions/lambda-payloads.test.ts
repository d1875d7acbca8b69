import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zip } from '../../src/services/lambda/zip.ts';
import { TestMachines } from './test-machines.ts';

const CODE = `
exports.handler = async (event) => {
  if (event.hold) await new Promise(() => setInterval(() => {}, 1000));
  if (event.exit) process.exit(1);
  return event.text === undefined ? event : event.text;
};
`;

let testMachines: TestMachines;
let functionArn: string;
beforeAll(async () => {
  testMachines = await TestMachines.open();
  ({ FunctionArn: functionArn } = await lambda<{ FunctionArn: string }>('CreateFunction', {
    FunctionName: 'echo',
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: testMachines.roleArn,
    Code: { ZipFile: zip({ 'index.js': CODE }) },
    Timeout: 20,
  }));
  await lambda('PublishVersion', { FunctionName: 'echo' });
}, 60_000);
afterAll(() => testMachines[Symbol.asyncDispose]());

const lambda = <Output>(operation: string, input: object): Promise<Output> =>
  testMachines.emulator.aws.call<Output>('lambda', operation, input, { caller: testMachines.emulator.rootCaller });
const invoke = (Parameters: object): object => ({
  Call: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters, End: true },
});
const invoked = async (Parameters: object): Promise<Record<string, unknown>> => {
  const { output, cause } = await testMachines.run(invoke(Parameters));
  expect(cause).toBeUndefined();
  return JSON.parse(output ?? '') as Record<string, unknown>;
};

describe('lambda:invoke', () => {
  it.each([
    ['no payload', {}, {}],
    ['a text that is JSON', { Payload: '{"a":1}' }, { a: 1 }],
    ['a function that returns a text', { Payload: { text: 'plain' } }, 'plain'],
    ['a function that returns null', { Payload: { text: null } }, null],
  ])('gives the payload for %s', async (_title, more, Payload) => {
    expect(await invoked({ FunctionName: 'echo', ...more })).toMatchObject({ Payload, StatusCode: 200 });
  });

  it('calls the version of Qualifier', async () => {
    expect(await invoked({ FunctionName: 'echo', Qualifier: '1' })).toMatchObject({ ExecutedVersion: '1' });
  });

  it.each(['echo:1', '000000000000:function:echo:1', 'ARN:1'])('calls the version in the name %s', async (name) => {
    expect(await invoked({ FunctionName: name.replace('ARN', functionArn) })).toMatchObject({ ExecutedVersion: '1' });
  });

  it('returns the end of the log for LogType Tail', async () => {
    const { LogResult } = await invoked({ FunctionName: 'echo', LogType: 'Tail' });

    expect(Buffer.from(String(LogResult), 'base64').toString()).toMatch(/^REPORT RequestId: /m);
  });

  it('returns at once, without a payload, for InvocationType Event', async () => {
    expect(await invoked({ FunctionName: 'echo', InvocationType: 'Event' })).toMatchObject({ Payload: '', StatusCode: 202 });
  });

  it('names the error of a function whose process ends', async () => {
    const { status, error } = await testMachines.run(invoke({ FunctionName: 'echo', Payload: { exit: true } }));

    expect({ status, error }).toEqual({ status: 'FAILED', error: 'Runtime.ExitError' });
  });

  it('of an execution that is stopped leaves no further event', async () => {
    const executionArn = await testMachines.start(
      await testMachines.create(invoke({ FunctionName: 'echo', Payload: { hold: true } })),
    );
    await testMachines.until(executionArn, async () =>
      (await testMachines.history(executionArn)).some(({ type }) => type === 'TaskStarted'),
    );

    await testMachines.call('StopExecution', { executionArn });

    expect((await testMachines.history(executionArn)).map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'ExecutionAborted',
    ]);
  });
});
