import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestMachines } from './test-machines.ts';

let testMachines: TestMachines;
beforeAll(async () => {
  testMachines = await TestMachines.open();
});
afterAll(() => testMachines[Symbol.asyncDispose]());

const PASS = { Type: 'Pass', End: true };
const call = (Resource: string): object => ({ Type: 'Task', Resource, Parameters: {}, End: true });
const test = (definition: object | string, more: object = {}): Promise<Record<string, unknown>> =>
  testMachines.call('TestState', {
    definition: typeof definition === 'string' ? definition : JSON.stringify(definition),
    ...more,
  });

describe('TestState refuses', () => {
  it('a context object without a mock', async () => {
    await expect(test(PASS, { context: '{"Execution":{"Name":"n"}}' })).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining('context object'),
    });
  });

  it('members that the context object does not have, of an item of a Map state too', async () => {
    const state = { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:123456789012:function:wash', End: true };
    const mocked = (context: object) => test(state, { mock: { errorOutput: {} }, context: JSON.stringify(context) });
    const message = (field: string) => `Invalid Context object provided: Field '${field}' is not allowed`;

    await expect(mocked({ Mop: {} })).rejects.toMatchObject({ message: message('Mop') });
    await expect(mocked({ Map: { Items: [] } })).rejects.toMatchObject({ message: message('Items') });
    await expect(mocked({ Map: { Item: { Value: { Any: 1 }, Number: 1 } } })).rejects.toMatchObject({
      message: message('Number'),
    });
    await expect(mocked({ Map: { Item: { Index: 0, Value: { Any: 1 } } } })).resolves.toMatchObject({ status: 'FAILED' });
  });

  it.each([
    ['arn:aws:states:us-east-1:123456789012:activity:sort', 'Activity ARNs'],
    ['arn:aws:states:::codebuild:startBuild.sync', "the '.sync' service integration pattern"],
  ])('%s without a mock, with a role or without', async (resource, what) => {
    const refused = { code: 'InvalidDefinition', message: `TestState API does not support ${what} unless a mock is specified` };

    await expect(test(call(resource))).rejects.toMatchObject(refused);
    await expect(test(call(resource), { roleArn: testMachines.roleArn })).rejects.toMatchObject(refused);
  });

  it('to look for a state in a value that is not a state machine', async () => {
    await expect(test(PASS, { stateName: 'A' })).rejects.toMatchObject({
      code: 'InvalidDefinition',
      message: expect.stringContaining('These fields are required: [States, StartAt] at /'),
    });
    await expect(test('{', { stateName: 'A' })).rejects.toMatchObject({
      code: 'InvalidDefinition',
      message: expect.stringContaining('INVALID_JSON_DESCRIPTION'),
    });
  });
});

describe('TestState looks at', () => {
  it('the state under test, whatever others are called', async () => {
    const definition = { StartAt: 'Cut', States: { Cut: PASS, Cutter: { ...PASS, Blade: 1 } } };

    expect(await test(definition, { stateName: 'Cut' })).toMatchObject({ status: 'SUCCEEDED' });
    await expect(test(definition, { stateName: 'Cutter' })).rejects.toMatchObject({
      message: "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Field 'Blade' is not supported at /States/Cutter'",
    });
  });

  it('others as far as they cannot be read', async () => {
    const definition = { StartAt: 'Cut', States: { Cut: PASS, Peel: { Type: 'Knife' } } };

    await expect(test(definition, { stateName: 'Cut' })).rejects.toMatchObject({
      message: expect.stringMatching(/The field 'Type' should have one of these values: .* at \/States\/Peel\/Type'$/),
    });
  });
});
