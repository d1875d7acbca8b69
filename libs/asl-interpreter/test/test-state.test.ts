import {
  fail,
  neverAnswer,
  type StateTest,
  StateTestRefusedError,
  type StateTestResult,
  succeed,
  type TaskOutcome,
  testState,
} from '@stepmaker/asl-interpreter';
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

  it('says how a Retrier would continue', async () => {
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

  it('says what is wrong with its texts', async () => {
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

  const branch = { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } };
  const distributed = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, ...branch };
  const writer = { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'b', Prefix: 'p' } };
  const call = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'f' }, End: true };

  it.each<{ what: string; state: object; request: Request; message: string }>([
    {
      what: 'a Parallel without an array',
      state: { Type: 'Parallel', Branches: [branch], End: true },
      request: { mock: { result: {} } },
      message: 'Mocked result must be an array.',
    },
    {
      what: 'a Parallel with too few items',
      state: { Type: 'Parallel', Branches: [branch, branch], End: true },
      request: { mock: { result: [1] } },
      message: 'Mocked result must contain the same number of items as number of Parallel branches.',
    },
    {
      what: 'a Map without an array',
      state: { Type: 'Map', ItemProcessor: branch, End: true },
      request: { mock: { result: {} } },
      message: 'Mocked result must be an array.',
    },
    {
      what: 'a Map with a ResultWriter and an array',
      state: { Type: 'Map', ItemProcessor: distributed, ResultWriter: writer, End: true },
      request: { mock: { result: [] } },
      message: 'Mocked result must be a JSON object.',
    },
    {
      what: 'more failures than iterations',
      state: { Type: 'Map', ItemProcessor: branch, End: true },
      request: { mock: { result: [] }, stateConfiguration: { mapIterationFailureCount: 9 } },
      message: 'Map iteration failure count must be less than or equal to the number of Map iterations',
    },
    {
      what: 'an activity',
      state: { Type: 'Task', Resource: 'arn:aws:states:eu-west-1:123456789012:activity:a', End: true },
      request: {},
      message: 'TestState API does not support Activity ARNs unless a mock is specified',
    },
    {
      what: 'a job that is waited for',
      state: { ...call, Resource: 'arn:aws:states:::batch:submitJob.sync' },
      request: {},
      message: "does not support the '.sync' service integration pattern unless a mock is specified",
    },
    {
      what: 'a context object with a number for a text',
      state: call,
      request: { context: '{"Execution":{"Id":1}}' },
      message: "Field 'Id' must be a string",
    },
    {
      what: 'a context object with a text for a number',
      state: call,
      request: { context: '{"State":{"RetryCount":"1"}}' },
      message: "Field 'RetryCount' must be a number",
    },
    {
      what: 'a context object with a list for an item',
      state: call,
      request: { context: '{"Map":{"Item":[]}}' },
      message: "Field 'Item' must be an object",
    },
  ])('refuses $what', async ({ state, request, message }) => {
    await expect(test(state, [1], request)).rejects.toThrow(message);
  });

  it('refuses a mock that is not JSON, and a machine that does not say where it starts', async () => {
    const raw = (definition: object, more: object = {}) =>
      testState({ definition: JSON.stringify(definition), ...more } as StateTest, surroundings);

    await expect(raw(call, { mock: { result: '{' } })).rejects.toThrow('Mocked result must be valid JSON');
    await expect(raw({ StartAt: 5, States: { A: call } })).rejects.toThrow();
    await expect(
      raw({ StartAt: 'Map', States: { Map: { Type: 'Map', ItemProcessor: branch, End: true } } }, { stateName: 'B' }),
    ).rejects.toThrow("State 'B' does not exist");
    expect(await raw({ StartAt: 'A', States: { A: call } })).toMatchObject({ status: 'SUCCEEDED', output: '{"ran":true}' });
  });

  it('takes a context object whole', async () => {
    const context = {
      Execution: { Id: 'i', Input: [], Name: 'n', RedriveCount: 1, RedriveTime: 't', RoleArn: 'r', StartTime: 's' },
      Map: { Item: { Index: 0, Value: 'v' } },
      State: { EnteredTime: 't', Name: 'n', RetryCount: 2 },
      StateMachine: { Id: 'i', Name: 'n' },
      Task: { Token: 't' },
    };

    const { output } = await test(
      { Type: 'Pass', Parameters: { 'c.$': '$$' }, End: true },
      {},
      { context: JSON.stringify(context) },
    );

    expect(JSON.parse(output as string)).toEqual({ c: context });
  });

  it('shows the steps of each type of state', async () => {
    const steps = async (state: object, request: Request = {}): Promise<string[]> =>
      Object.keys((await test(state, [1, 2], request)).inspectionData ?? {}).sort();
    const mock = { result: [1] };
    const jsonata = { QueryLanguage: 'JSONata', End: true };

    expect(await steps({ ...call, ...jsonata, Parameters: undefined, Arguments: { FunctionName: 'f' } })).toEqual([
      'afterArguments',
      'input',
    ]);
    expect(await steps({ Type: 'Pass', ...jsonata })).toEqual(['input']);
    expect(await steps({ Type: 'Pass', Result: 1, End: true })).toContain('afterResultPath');
    expect(await steps({ Type: 'Pass', Parameters: {}, End: true })).toContain('afterParameters');
    expect(await steps({ Type: 'Wait', Seconds: 1, ...jsonata })).toEqual(['input']);
    expect(await steps({ Type: 'Parallel', Branches: [branch], ...jsonata }, { mock })).toEqual(['input']);
    expect(await steps({ Type: 'Parallel', Branches: [branch], End: true }, { mock })).toContain('afterResultPath');
  });

  it('shows what a distributed Map reads, batches and tolerates', async () => {
    const map = {
      Type: 'Map',
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: { InputType: 'JSON', ItemsPointer: '/rows' },
        Parameters: { Bucket: 'b', Key: 'k' },
      },
      ItemBatcher: { MaxItemsPerBatch: 2 },
      ItemProcessor: distributed,
      ToleratedFailureCount: 1,
      End: true,
    };
    const read = (data: string | undefined, failures = 0) =>
      test(
        map,
        {},
        {
          mock: { result: [] },
          stateConfiguration: { ...(data === undefined ? {} : { mapItemReaderData: data }), mapIterationFailureCount: failures },
        },
      );

    expect((await read('{"rows":[1,2,3]}', 1)).inspectionData).toMatchObject({
      afterItemsPointer: '[1,2,3]',
      afterItemBatcher: '[{"Items":[1,2]},{"Items":[3]}]',
      toleratedFailureCount: 1,
    });
    expect(await read('{"rows":[1,2,3]}', 2)).toMatchObject({
      status: 'FAILED',
      error: 'States.ExceedToleratedFailureThreshold',
    });
    expect(await read(undefined)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await read('{')).toMatchObject({ status: 'FAILED', error: 'States.ItemReaderFailed' });
  });

  it('takes what a ResultWriter gives for the result of a Map', async () => {
    const map = { Type: 'Map', ItemProcessor: distributed, ResultWriter: writer, End: true };

    expect(await test(map, [1], { mock: { result: { MapRunArn: 'a' } } })).toMatchObject({ output: '{"MapRunArn":"a"}' });
  });

  it('fails with what a task that is not mocked comes to', async () => {
    const run = (outcome: TaskOutcome) =>
      testState({ definition: JSON.stringify(call) }, { ...surroundings, runTask: () => Promise.resolve(outcome) });

    expect(await run(fail('E', 'c'))).toEqual({ status: 'FAILED', error: 'E', cause: 'c' });
    expect(await run(neverAnswer())).toEqual({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('fails a Fail state', async () => {
    const failed = await test({ Type: 'Fail', ErrorPath: '$.e', Cause: 'c' }, { e: 'E' });

    expect(failed).toMatchObject({ status: 'FAILED', error: 'E', cause: 'c' });
  });
});
