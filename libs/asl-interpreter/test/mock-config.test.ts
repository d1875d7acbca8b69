import { type Json, mocksOfConfig, runExecution } from '@stepmaker/asl-interpreter';
import { describe, expect, it } from 'vitest';

const definition = {
  StartAt: 'Call',
  States: {
    Call: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: 'f' },
      Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: 5 }],
      End: true,
    },
  },
};

/** A mock configuration file with one response for the state Call. */
const config = (response: Json): Json => ({
  StateMachines: { Orders: { TestCases: { Case: { Call: 'Response' } } } },
  MockedResponses: { Response: response },
});
const run = (response: Json) => runExecution(definition, {}, { tasks: mocksOfConfig(config(response), 'Orders', 'Case') });

describe('a mock configuration file of Step Functions Local', () => {
  it('gives each attempt its response', async () => {
    const { status, output, events } = await run({
      '0': { Throw: { Error: 'Busy', Cause: 'once' } },
      '1-2': { Throw: { Error: 'Busy' } },
      '3': { Return: { StatusCode: 200, Payload: 'done' } },
    });

    expect({ status, output }).toEqual({ status: 'SUCCEEDED', output: { StatusCode: 200, Payload: 'done' } });
    expect(events.filter(({ type }) => type === 'TaskFailed')).toHaveLength(3);
  });

  it('fails an attempt that it has no response for', async () => {
    expect(await run({ '0': { Throw: { Error: 'Busy' } }, '2': { Return: 1 } })).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: 'Response has no mocked response for attempt 1',
    });
  });

  it.each<{ config: Json; message: string }>([
    { config: [], message: "No object 'StateMachines' in the mock configuration" },
    { config: { StateMachines: {} }, message: "No object 'Orders' in StateMachines" },
    { config: { StateMachines: { Orders: {} } }, message: "No object 'TestCases' in Orders" },
    { config: { StateMachines: { Orders: { TestCases: {} } } }, message: "No object 'Case' in Orders.TestCases" },
    {
      config: { StateMachines: { Orders: { TestCases: { Case: { Call: 1 } } } }, MockedResponses: {} },
      message: 'Case.Call must be the name of a mocked response',
    },
    {
      config: { StateMachines: { Orders: { TestCases: { Case: { Call: 'No' } } } }, MockedResponses: {} },
      message: "No object 'No' in MockedResponses",
    },
    {
      config: config({ first: { Return: 1 } }),
      message: "'first' of Response must be an attempt such as 0, or a range such as 1-2",
    },
    {
      config: config({ '2-1': { Return: 1 } }),
      message: "'2-1' of Response must be an attempt such as 0, or a range such as 1-2",
    },
    { config: config({ '0-999999': { Return: 1 } }), message: "'0-999999' of Response must be an attempt" },
    { config: config({ '0': 1 }), message: 'Response.0 must have one of Return and Throw' },
    { config: config({ '0': {} }), message: 'Response.0 must have one of Return and Throw' },
    { config: config({ '0': { Return: 1, Throw: {} } }), message: 'Response.0 must have one of Return and Throw' },
    { config: config({ '0': { Throw: 1 } }), message: 'Response.0.Throw must have an Error' },
    { config: config({ '0': { Throw: { Cause: 'c' } } }), message: 'Response.0.Throw must have an Error' },
  ])('says what is wrong: $message', ({ config: wrong, message }) => {
    expect(() => mocksOfConfig(wrong, 'Orders', 'Case')).toThrow(message);
  });
});
