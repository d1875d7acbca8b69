import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zip } from '../../src/services/lambda/zip.ts';
import { TestMachines } from './test-machines.ts';

const CODE = `
exports.handler = async (event) => {
  if (event.fail) throw Object.assign(new Error('it fell'), { name: 'Broken' });
  return event;
};
`;

let testMachines: TestMachines;
let functionArn: string;
beforeAll(async () => {
  testMachines = await TestMachines.open();
  ({ FunctionArn: functionArn } = await testMachines.emulator.aws.call<{ FunctionArn: string }>(
    'lambda',
    'CreateFunction',
    {
      FunctionName: 'echo',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: testMachines.roleArn,
      Code: { ZipFile: zip({ 'index.js': CODE }) },
      Timeout: 20,
    },
    { caller: testMachines.emulator.rootCaller },
  ));
});
afterAll(() => testMachines[Symbol.asyncDispose]());

const invoke = (Parameters: object, more: object = {}): object => ({
  Call: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters, End: true, ...more },
});

describe('lambda:invoke', () => {
  it('gives the payload as JSON, with version, status and metadata', async () => {
    const { output } = await testMachines.run(invoke({ FunctionName: 'echo', 'Payload.$': '$' }), { a: [1, 'ü'] });

    expect(JSON.parse(output ?? '')).toMatchObject({
      ExecutedVersion: '$LATEST',
      Payload: { a: [1, 'ü'] },
      StatusCode: 200,
      SdkHttpMetadata: { HttpStatusCode: 200, HttpHeaders: { 'X-Amz-Executed-Version': '$LATEST' } },
      SdkResponseMetadata: { RequestId: expect.any(String) },
    });
  });

  it('fails with the type of the error that the function threw', async () => {
    const { error, cause } = await testMachines.run(invoke({ FunctionName: functionArn, Payload: { fail: true } }));

    expect(error).toBe('Broken');
    expect(JSON.parse(cause ?? '')).toMatchObject({ errorType: 'Broken', errorMessage: 'it fell' });
  });

  it('names a function that is not there with its version', async () => {
    const { error, cause } = await testMachines.run(invoke({ FunctionName: 'none' }));

    expect(error).toBe('Lambda.ResourceNotFoundException');
    expect(cause).toMatch(
      /^Function not found: arn:aws:lambda:us-east-1:000000000000:function:none:\$LATEST \(Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: .*; Proxy: null\)$/,
    );
  });

  it('.waitForTaskToken ends with the token, not with the function', async () => {
    const executionArn = await testMachines.start(
      await testMachines.create(
        invoke(
          { FunctionName: 'echo', Payload: { 'token.$': '$$.Task.Token' } },
          { Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken' },
        ),
      ),
    );
    const submitted = async (): Promise<{ output: string } | undefined> =>
      (await testMachines.history(executionArn)).find(({ type }) => type === 'TaskSubmitted')?.['taskSubmittedEventDetails'] as
        | { output: string }
        | undefined;
    await testMachines.until(executionArn, async () => (await submitted()) !== undefined);
    const { Payload } = JSON.parse((await submitted())?.output ?? '') as { Payload: { token: string } };

    await testMachines.call('SendTaskSuccess', { taskToken: Payload.token, output: '{"approved":true}' });

    expect((await testMachines.until(executionArn)).output).toBe('{"approved":true}');
  });
});

describe('a function as the Resource itself', () => {
  it('gets the input and gives its answer', async () => {
    const { executionArn, output } = await testMachines.run(
      { Call: { Type: 'Task', Resource: functionArn, End: true } },
      { a: 1 },
    );

    expect(output).toBe('{"a":1}');
    expect((await testMachines.history(executionArn)).map(({ type }) => type)).toContain('LambdaFunctionSucceeded');
  });
});

describe('Credentials', () => {
  it('make a task run as another role, which must trust the machine', async () => {
    const credentials = (RoleArn: string): object => invoke({ FunctionName: 'echo' }, { Credentials: { RoleArn } });

    const refused = await testMachines.run(credentials('arn:aws:iam::000000000000:role/missing'));

    expect(refused).toMatchObject({ status: 'FAILED', error: 'States.Permissions' });
  });
});

describe('TestState', () => {
  it('calls the function for real', async () => {
    const result = await testMachines.call('TestState', {
      definition: JSON.stringify(Object.values(invoke({ FunctionName: 'echo', 'Payload.$': '$' }))[0]),
      roleArn: testMachines.roleArn,
      input: '{"a":1}',
    });

    expect(result).toMatchObject({ status: 'SUCCEEDED' });
    expect(JSON.parse(String(result['output']))).toMatchObject({ Payload: { a: 1 }, StatusCode: 200 });
  });
});
