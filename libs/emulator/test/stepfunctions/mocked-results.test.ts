import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestMachines } from './test-machines.ts';

let testMachines: TestMachines;
beforeAll(async () => {
  testMachines = await TestMachines.open();
});
afterAll(() => testMachines[Symbol.asyncDispose]());

const test = (definition: object, more: object = {}): Promise<Record<string, unknown>> =>
  testMachines.call('TestState', { definition: JSON.stringify(definition), ...more });
const PARAMETERS: Readonly<Record<string, object>> = {
  'events:putEvents': { Entries: [] },
  'states:startExecution': { StateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:a' },
};
const task = (resource: string): object => ({
  Type: 'Task',
  Resource: `arn:aws:states:::${resource}`,
  Parameters: PARAMETERS[resource] ?? {},
  End: true,
});
const mocked = (resource: string, result: unknown, mock: object = {}): Promise<Record<string, unknown>> =>
  test(task(resource), { mock: { result: JSON.stringify(result), ...mock } });

const EXECUTION = { ExecutionArn: 'arn:aws:states:us-east-1:000000000000:execution:a:b', StartDate: '2026-01-01T00:00:00Z' };
const GET_ATTRIBUTES = 'aws-sdk:sqs:getQueueAttributes';
const OPTED_OUT = 'aws-sdk:sns:checkIfPhoneNumberIsOptedOut';
const GET_FUNCTION = 'aws-sdk:lambda:getFunction';

describe('A mocked result of a task', () => {
  it.each([
    ['a number for the whole result', 'states:startExecution', 5, "Field 'result' must be an object"],
    ['an array for the whole result', 'states:startExecution', [EXECUTION], "Field 'result' must be an object"],
    ['a text for a map', GET_ATTRIBUTES, { Attributes: 'none' }, "Field 'Attributes' must be an object"],
    ['a number in a map of texts', GET_ATTRIBUTES, { Attributes: { DelaySeconds: 5 } }, "Field 'Attributes' must be a string"],
    ['a number in a list', 'events:putEvents', { Entries: [{ EventId: 5 }] }, "Field 'EventId' must be a string"],
    ['a text for a boolean', OPTED_OUT, { isOptedOut: true, IsOptedOut: 'no' }, "Field 'IsOptedOut' must be a boolean"],
    [
      'a number below the minimum',
      GET_FUNCTION,
      { Configuration: { MemorySize: 1 } },
      "Field 'MemorySize' is less than the minimum value",
    ],
    [
      'an array above the maximum',
      GET_FUNCTION,
      { Configuration: { VpcConfig: { SubnetIds: Array.from({ length: 17 }, (_, index) => `subnet-${index}`) } } },
      "Field 'SubnetIds' exceeds the maximum size",
    ],
  ])('is refused with %s', async (_title, resource, result, problem) => {
    await expect(mocked(resource, result)).rejects.toMatchObject({
      code: 'ValidationException',
      message: `Mock result schema validation error: ${problem}`,
    });
  });

  it.each([
    ['dates as texts', 'states:startExecution', EXECUTION],
    ['a map of texts', GET_ATTRIBUTES, { Attributes: { DelaySeconds: '5' } }],
    ['a boolean of an operation that is not served', OPTED_OUT, { IsOptedOut: true }],
    ['anything from a job without a known description', 'mediaconvert:createJob.sync', { any: 1 }],
    ['anything from a service whose results are not known', 'aws-sdk:accessanalyzer:listAnalyzers', { any: 1 }],
    ['anything from an operation whose results are not known', 'aws-sdk:dynamodb:tagResource', { any: 1 }],
  ])('may hold %s', async (_title, resource, result) => {
    const answer = await mocked(resource, result);

    expect(answer).toMatchObject({ status: 'SUCCEEDED' });
    expect(JSON.parse(String(answer['output']))).toEqual(result);
  });

  it('must be JSON', async () => {
    await expect(test(task('states:startExecution'), { mock: { result: '{' } })).rejects.toMatchObject({
      code: 'ValidationException',
      message: 'Mocked result must be valid JSON',
    });
  });

  it('does not go with RevealSecrets', async () => {
    const request = { mock: { result: JSON.stringify(EXECUTION) }, inspectionLevel: 'TRACE', revealSecrets: true };

    await expect(test(task('states:startExecution'), request)).rejects.toMatchObject({
      code: 'ValidationException',
      message: 'TestState does not support RevealSecrets when a mock is specified.',
    });
  });

  it('is compared with the required fields only in mode STRICT', async () => {
    await expect(mocked('states:startExecution', {})).rejects.toMatchObject({
      message: "Mock result schema validation error: Required field 'ExecutionArn' is missing",
    });
    expect(await mocked('states:startExecution', {}, { fieldValidationMode: 'PRESENT' })).toMatchObject({ status: 'SUCCEEDED' });
  });
});

describe('TestState', () => {
  it('refuses an input that is empty', async () => {
    await expect(test({ Type: 'Pass', End: true }, { input: '' })).rejects.toMatchObject({
      code: 'InvalidExecutionInput',
      message: "Invalid State Machine Execution Input: 'No content to map due to end-of-input'",
    });
  });

  it('names the place of a fault in the state alone', async () => {
    await expect(test({ Type: 'Pass', Blade: 1, End: true })).rejects.toMatchObject({
      code: 'InvalidDefinition',
      message: "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Field 'Blade' is not supported at /'",
    });
    await expect(test({ Type: 'Choice', Choices: [{ Variable: '$.a', IsNull: 5, Next: 'B' }] })).rejects.toMatchObject({
      code: 'InvalidDefinition',
      message: expect.stringContaining('at /Choices[0]/IsNull'),
    });
  });

  it.each(['5', 'null', '"Pass"'])('refuses %s for a state', async (definition) => {
    await expect(testMachines.call('TestState', { definition })).rejects.toMatchObject({ code: 'InvalidDefinition' });
  });

  it('finds a state in branches and item processors', async () => {
    const inner = (name: string): object => ({ StartAt: name, States: { [name]: { Type: 'Pass', Result: name, End: true } } });
    const definition = {
      StartAt: 'Both',
      States: {
        Both: { Type: 'Parallel', Branches: [inner('Left'), inner('Right')], Next: 'Each' },
        Each: { Type: 'Map', ItemProcessor: inner('Item'), End: true },
      },
    };

    for (const stateName of ['Left', 'Right', 'Item'])
      expect(await test(definition, { stateName })).toMatchObject({ status: 'SUCCEEDED', output: `"${stateName}"` });
    await expect(test(definition, { stateName: 'Middle' })).rejects.toMatchObject({
      code: 'ValidationException',
      message: "State 'Middle' does not exist in the state machine definition",
    });
  });

  it('checks a mock against the state at which a machine starts', async () => {
    const definition = { StartAt: 'Run', States: { Run: task('states:startExecution') } };

    await expect(test(definition, { mock: { result: '{"ExecutionArn":5,"StartDate":""}' } })).rejects.toMatchObject({
      message: "Mock result schema validation error: Field 'ExecutionArn' must be a string",
    });
  });

  it('calls the service for a task with a role, and returns how the call failed', async () => {
    const { roleArn } = testMachines;
    const failed = await test(task('states:startExecution'), { roleArn });
    const { Parameters: _, ...state } = task('states:startExecution') as Record<string, unknown>;
    const dynamic = { ...state, QueryLanguage: 'JSONata', Arguments: "{% {'Machine': 'a'} %}" };
    const wrong = await test(dynamic, { roleArn });

    expect(failed).toMatchObject({ status: 'FAILED', error: 'StepFunctions.StateMachineDoesNotExistException' });
    expect(wrong).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: expect.stringContaining('The field "Machine" is not supported by Step Functions'),
    });
  });

  it('asks for a role to call a service', async () => {
    await expect(test(task('states:startExecution'))).rejects.toMatchObject({
      code: 'ValidationException',
      message: 'RoleArn must be specified when testing a Task state',
    });
  });
});
