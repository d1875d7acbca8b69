import { type StateTest, StateTestRefusedError, type StateTestResult, succeed, testState } from '@stepmaker/asl-interpreter';
import { describe, expect, it } from 'vitest';

const surroundings = {
  now: Date.UTC(2026, 0, 1),
  seed: 'seed',
  partition: 'aws',
  region: 'eu-west-1',
  account: '123456789012',
  runTask: async () => succeed({ ran: true }),
};
type Request = Omit<StateTest, 'definition' | 'input' | 'mock'> & { readonly mock?: { result?: unknown; errorOutput?: object } };

function test(definition: object, input: unknown, { mock, ...more }: Request = {}): Promise<StateTestResult> {
  const { result, errorOutput } = mock ?? {};
  return testState(
    {
      definition: JSON.stringify(definition),
      input: JSON.stringify(input),
      inspectionLevel: 'DEBUG',
      ...more,
      ...(mock === undefined
        ? {}
        : {
            mock: {
              ...(errorOutput === undefined ? {} : { errorOutput }),
              ...(result === undefined ? {} : { result: JSON.stringify(result) }),
            },
          }),
    },
    surroundings,
  );
}
const task = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  InputPath: '$.in',
  Parameters: { 'FunctionName.$': '$.name' },
  ResultSelector: { 'v.$': '$.Payload' },
  ResultPath: '$.out',
  Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 2 }],
  Catch: [
    { ErrorEquals: ['Lost'], Next: 'Search' },
    { ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Sorry' },
  ],
  Next: 'After',
};

describe('testState', () => {
  it('shows the data at every step of a Task', async () => {
    const result = await test(task, { in: { name: 'f' } }, { mock: { result: { Payload: 7 } } });

    expect(result).toMatchObject({ status: 'SUCCEEDED', nextState: 'After', output: '{"in":{"name":"f"},"out":{"v":7}}' });
    expect(result.inspectionData).toEqual({
      input: '{"in":{"name":"f"}}',
      afterInputPath: '{"name":"f"}',
      afterParameters: '{"FunctionName":"f"}',
      result: '{"Payload":7}',
      afterResultSelector: '{"v":7}',
      afterResultPath: '{"in":{"name":"f"},"out":{"v":7}}',
    });
  });

  it('tells how a Retrier would go on', async () => {
    const again = await test(
      task,
      { in: { name: 'f' } },
      { mock: { errorOutput: { error: 'Busy' } }, stateConfiguration: { retrierRetryCount: 1 } },
    );
    const spent = await test(
      task,
      { in: { name: 'f' } },
      { mock: { errorOutput: { error: 'Busy' } }, stateConfiguration: { retrierRetryCount: 2 } },
    );

    expect(again).toMatchObject({
      status: 'RETRIABLE',
      error: 'Busy',
      inspectionData: { errorDetails: { retryIndex: 0, retryBackoffIntervalSeconds: 6 } },
    });
    expect(spent).toMatchObject({
      status: 'CAUGHT_ERROR',
      nextState: 'Sorry',
      inspectionData: { errorDetails: { retryIndex: 0, catchIndex: 1 } },
    });
  });

  it('runs a task that is not mocked', async () => {
    const result = await test({ ...task, ResultSelector: { 'v.$': '$.ran' } }, { in: { name: 'f' } });

    expect(result).toMatchObject({ status: 'SUCCEEDED', output: '{"in":{"name":"f"},"out":{"v":true}}' });
  });

  it('finds a state inside a machine, and uses variables and a given context', async () => {
    const inner = {
      Type: 'Pass',
      Output: '{% [$x, $states.context.Execution.Name] %}',
      Assign: { y: '{% $x + 1 %}' },
      End: true,
    };
    const machine = {
      QueryLanguage: 'JSONata',
      StartAt: 'Outer',
      States: { Outer: { Type: 'Parallel', Branches: [{ StartAt: 'Inner', States: { Inner: inner } }], End: true } },
    };

    const result = await test(
      machine,
      {},
      { stateName: 'Inner', variables: '{"x":1}', context: '{"Execution":{"Name":"mine"}}' },
    );

    expect(result).toMatchObject({ status: 'SUCCEEDED', output: '[1,"mine"]', inspectionData: { variables: '{"x":1,"y":2}' } });
  });

  it('counts the failing iterations of a Map against what it tolerates', async () => {
    const map = {
      Type: 'Map',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'A',
        States: { A: { Type: 'Pass', End: true } },
      },
      ToleratedFailurePercentage: 50,
      End: true,
    };

    const one = await test(map, [1, 2, 3], { mock: { result: [1, 2, 3] }, stateConfiguration: { mapIterationFailureCount: 1 } });
    const two = await test(map, [1, 2, 3], { mock: { result: [1, 2, 3] }, stateConfiguration: { mapIterationFailureCount: 2 } });

    expect(one).toMatchObject({ status: 'SUCCEEDED', output: '[1,2,3]' });
    expect(two).toMatchObject({ status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold' });
  });

  it('refuses what AWS refuses', async () => {
    const pass = { Type: 'Pass', End: true };

    await expect(test(pass, {}, { mock: { result: 1 } })).rejects.toThrow(
      "State type 'Pass' is not supported when a mock is specified",
    );
    await expect(test({ Type: 'Parallel', Branches: [], End: true }, {})).rejects.toMatchObject({ code: 'InvalidDefinition' });
    await expect(test(task, {}, { mock: { result: 1, errorOutput: {} } })).rejects.toBeInstanceOf(StateTestRefusedError);
    await expect(test(pass, {}, { context: '{"State":{"Other":1}}' })).rejects.toThrow("Field 'Other' is not allowed");
  });

  it('gives no inspection data at level INFO', async () => {
    const result = await testState({ definition: '{"Type":"Succeed"}', input: '1' }, surroundings);

    expect(result).toEqual({ status: 'SUCCEEDED', output: '1' });
  });
});
