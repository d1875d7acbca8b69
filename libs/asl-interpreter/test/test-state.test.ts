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

  it('reads and selects the items of a Map, and catches its mocked error', async () => {
    const map = {
      Type: 'Map',
      QueryLanguage: 'JSONata',
      ItemReader: { Resource: 'arn:aws:states:::s3:getObject', Arguments: { Bucket: 'b', Key: 'k' } },
      ItemSelector: { n: '{% $states.context.Map.Item.Value * 2 %}' },
      ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED' }, StartAt: 'A', States: { A: { Type: 'Pass', End: true } } },
      MaxConcurrency: 3,
      Catch: [{ ErrorEquals: ['E'], Output: '{% $states.errorOutput.Cause %}', Next: 'B' }],
      End: true,
    };

    const result = await test(
      map,
      {},
      { mock: { errorOutput: { error: 'E', cause: 'c' } }, stateConfiguration: { mapItemReaderData: '[1,2]' } },
    );

    expect(result).toMatchObject({
      status: 'CAUGHT_ERROR',
      output: '"c"',
      nextState: 'B',
      inspectionData: { afterItemSelector: '[{"n":2},{"n":4}]', maxConcurrency: 3, errorDetails: { catchIndex: 0 } },
    });
  });

  it('runs every other type of state without waiting', async () => {
    const wait = await test({ Type: 'Wait', Seconds: 86400, Next: 'B' }, { k: 1 });
    const choice = await test({ Type: 'Choice', Choices: [{ Variable: '$.k', NumericEquals: 1, Next: 'B' }] }, { k: 2 });
    const parallel = await test(
      { Type: 'Parallel', QueryLanguage: 'JSONata', Arguments: '{% $none %}', Branches: [], End: true },
      {},
      { mock: { result: [] } },
    );
    const pass = await test({ Type: 'Pass', Parameters: { 'v.$': '$.none' }, End: true }, {});

    expect(wait).toMatchObject({
      status: 'SUCCEEDED',
      nextState: 'B',
      output: '{"k":1}',
      inspectionData: { afterInputPath: '{"k":1}' },
    });
    expect(choice).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(parallel).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    expect(pass).toMatchObject({
      status: 'FAILED',
      cause: "The JSONPath '$.none' specified for the field 'v.$' could not be found in the input '{}'",
    });
  });

  it('tells what is wrong with its texts', async () => {
    const raw = (more: object) => testState({ definition: '{"Type":"Pass","End":true}', ...more } as StateTest, surroundings);

    await expect(raw({ definition: '{' })).rejects.toThrow('not JSON');
    await expect(raw({ input: '{' })).rejects.toMatchObject({ code: 'InvalidExecutionInput' });
    await expect(raw({ variables: '[]' })).rejects.toMatchObject({ code: 'ValidationException' });
    await expect(raw({ context: '5' })).rejects.toThrow('must be a JSON object');
    await expect(raw({ context: '{"Other":{}}' })).rejects.toThrow("Field 'Other' is not allowed");
    await expect(raw({ context: '{"State":5}' })).rejects.toThrow("Field 'State' must be an object");
    await expect(raw({ definition: '{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}', stateName: 'B' })).rejects.toThrow(
      "State 'B' does not exist",
    );
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
