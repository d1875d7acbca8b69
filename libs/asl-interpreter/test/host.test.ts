import {
  createExecution,
  type EngineInput,
  type ExecutionInit,
  fail,
  type Json,
  parseStateMachine,
  runExecution,
  succeed,
  type Turn,
  type WriteResultsCommand,
} from '@stepmaker/asl-interpreter';
import { describe, expect, it } from 'vitest';

const init: ExecutionInit = {
  executionArn: 'arn:aws:states:eu-west-1:123456789012:execution:m:one',
  name: 'one',
  roleArn: 'arn:aws:iam::123456789012:role/m',
  startTime: 0,
  input: [1, 2, 3],
  stateMachineArn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:m',
  stateMachineName: 'm',
  seed: 'seed',
};
const one = (state: object): Json => ({ StartAt: 'S', States: { S: { End: true, ...state } } }) as Json;
const open = (state: object, more: Partial<ExecutionInit> = {}) => {
  const engine = createExecution(parseStateMachine(one(state)), { ...init, ...more });
  return async (...inputs: object[]): Promise<Turn> => {
    let turn: Turn | undefined;
    for (const input of inputs) turn = await engine.deliver({ time: 0, ...input } as EngineInput);
    return turn as Turn;
  };
};
const START = { type: 'Start' };
const nested = (levels: number): Json => JSON.parse(`${'['.repeat(levels)}1${']'.repeat(levels)}`);
const distributed = {
  ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
  StartAt: 'A',
  States: { A: { Type: 'Pass', End: true } },
};
const map = { Type: 'Map', ItemProcessor: distributed };
const tooDeep = { error: 'States.Runtime', cause: expect.stringContaining('The data is nested more than 1000 levels deep.') };

describe('what comes too late, or never was', () => {
  it.each<{ input: object; state: object }>([
    { input: { type: 'TimerFired', timerId: 'none' }, state: { Type: 'Wait', Seconds: 9 } },
    { input: { type: 'TaskSucceeded', taskId: 'none', output: 1 }, state: { Type: 'Wait', Seconds: 9 } },
    { input: { type: 'ItemsRead', mapRunId: 'none', items: [] }, state: { Type: 'Wait', Seconds: 9 } },
    { input: { type: 'ItemsRead', mapRunId: 'none', items: [] }, state: map },
  ])('is not heeded: $input.type', async ({ input, state }) => {
    const turn = await open(state)(START, input);

    expect(turn).toMatchObject({ events: [], commands: [] });
    expect(turn.outcome).toBeUndefined();
  });

  it('is not heeded: the end of a child that no run has', async () => {
    const deliver = open(map);
    const { commands } = await deliver(START);
    const { mapRunId } = commands.find(({ type }) => type === 'StartChildExecution') as unknown as { mapRunId: string };

    expect((await deliver({ type: 'ChildEnded', mapRunId, childId: 'none', status: 'FAILED' })).events).toEqual([]);
  });
});

describe('a host', () => {
  it('receives it when its own callback throws', () => {
    const engine = createExecution(parseStateMachine(one({ Type: 'Pass' })), init, () => {
      throw new Error('full disk');
    });

    expect(() => engine.deliver({ type: 'Start', time: 0 })).toThrow('full disk');
  });

  it('may update some of what a Map run tolerates', async () => {
    const deliver = open({ ...map, ToleratedFailureCount: 0 });
    const { commands } = await deliver(START);
    const { mapRunId, childId } = commands.find(({ type }) => type === 'StartChildExecution') as unknown as Record<
      string,
      string
    >;

    await deliver({ type: 'MapRunUpdated', mapRunId, toleratedFailurePercentage: 50 });
    await deliver({ type: 'MapRunUpdated', mapRunId, toleratedFailureCount: 2, maxConcurrency: 1 });
    const turn = await deliver({ type: 'ChildEnded', mapRunId, childId, status: 'FAILED' });

    expect(turn.events).toEqual([]);
  });

  it('need not say why items could not be read', async () => {
    const ItemReader = {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType: 'JSON' },
      Parameters: { Bucket: 'b', Key: 'k' },
    };
    const deliver = open({ ...map, ItemReader });
    const { commands } = await deliver(START);
    const { mapRunId } = commands.find(({ type }) => type === 'ReadItems') as unknown as { mapRunId: string };

    const { outcome, events } = await deliver({ type: 'ItemsReadFailed', mapRunId });

    expect(outcome).toEqual({ status: 'FAILED', error: 'States.ItemReaderFailed' });
    expect(events[0]?.mapRunFailedEventDetails).toEqual({ error: 'States.ItemReaderFailed' });
  });

  it('names the worker of an activity', async () => {
    const deliver = open({ Type: 'Task', Resource: 'arn:aws:states:eu-west-1:123456789012:activity:a' });
    const { commands } = await deliver(START);
    const { taskId } = commands.find(({ type }) => type === 'ScheduleTask') as unknown as { taskId: string };

    const named = await deliver({ type: 'TaskStarted', taskId, workerName: 'w' });

    expect(named.events[0]?.activityStartedEventDetails).toEqual({ workerName: 'w' });
  });

  it('may refuse the parameters of a call', async () => {
    const state = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: { QueueUrl: 'q', MessageBody: 'b' } };
    const function_ = { Type: 'Task', Resource: 'arn:aws:lambda:eu-west-1:123456789012:function:f' };
    const refusing = { checkParameters: () => ['The field X is required'] };

    expect((await open(state, refusing)(START)).outcome).toMatchObject({
      error: 'States.Runtime',
      cause: expect.stringContaining('could not be used to start the Task: [The field X is required]'),
    });
    expect((await open(state, { checkParameters: () => [] })(START)).commands).toHaveLength(1);
    expect((await open(function_, refusing)(START)).commands).toHaveLength(1);
  });
});

describe('a Map run', () => {
  const writing = (WriterConfig: object, more: object = {}) => ({
    ...map,
    ToleratedFailurePercentage: 100,
    ResultWriter: { WriterConfig, ...more },
  });
  const ends: readonly object[] = [
    { status: 'SUCCEEDED', output: 1 },
    { status: 'TIMED_OUT' },
    { status: 'FAILED', error: 'E', cause: 'c' },
  ];
  const ended = async (state: object): Promise<Turn> => {
    const deliver = open(state);
    const { commands } = await deliver(START);
    const children = commands.filter(({ type }) => type === 'StartChildExecution') as unknown as Record<string, string>[];
    const inputs = children.map(({ mapRunId, childId }, i) => ({ type: 'ChildEnded', mapRunId, childId, ...ends[i] }));
    return deliver(...inputs);
  };

  it('hands the results of all its children to the host', async () => {
    const place = { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'b', Prefix: 'p' } };

    const { commands } = await ended(writing({ Transformation: 'NONE', OutputType: 'JSON' }, place));

    const { results } = commands.find(({ type }) => type === 'WriteResults') as WriteResultsCommand;
    expect(results).toMatchObject([
      { status: 'SUCCEEDED', output: 1 },
      { status: 'TIMED_OUT' },
      { status: 'FAILED', error: 'E', cause: 'c' },
    ]);
    expect(Object.keys(results[1] as object)).not.toContain('output');
  });

  it('gives the results of all its children with what there is to say of them', async () => {
    const { outcome } = await ended(writing({ Transformation: 'NONE', OutputType: 'JSON' }));

    expect((outcome as { output: Json }).output).toMatchObject([
      { Status: 'SUCCEEDED', Output: '1' },
      { Status: 'TIMED_OUT' },
      { Status: 'FAILED', Error: 'E', Cause: 'c' },
    ]);
  });
});

describe('runExecution', () => {
  it('fails a Map whose items it cannot read', async () => {
    const ItemReader = { Resource: 'arn:aws:states:::s3:listObjectsV2', Arguments: '{% 1 %}' };
    const state = { ...map, QueryLanguage: 'JSONata', ItemReader };

    expect(await runExecution(one(state), {})).toMatchObject({
      error: 'States.ItemReaderFailed',
      cause: 'runExecution was given no readItems',
    });
  });

  it('makes up where results are, for whatever place', async () => {
    const state = {
      ...map,
      QueryLanguage: 'JSONata',
      ItemReader: { Resource: 'arn:aws:states:::s3:listObjectsV2', Arguments: '{% 1 %}' },
      ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Arguments: '{% 1 %}' },
    };

    const { output } = await runExecution(one(state), {}, { readItems: () => [1] });

    expect(output).toMatchObject({ ResultWriterDetails: { Bucket: '' } });
  });

  it('reads a listing without parameters', async () => {
    const state = { ...map, ItemReader: { Resource: 'arn:aws:states:::s3:listObjectsV2' } };

    expect(await runExecution(one(state), {}, { readItems: () => [1] })).toMatchObject({ output: [1] });
  });

  it('passes on what a mock throws that is not an Error', async () => {
    const state = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };
    const tasks = () => {
      throw 'text';
    };

    await expect(runExecution(one(state), {}, { tasks })).rejects.toBe('text');
  });

  it('gives a Map iteration its item in the context object', async () => {
    const iterating = {
      Type: 'Map',
      ItemProcessor: {
        StartAt: 'A',
        States: { A: { Type: 'Pass', Parameters: { 'c.$': '$$' }, OutputPath: '$.c.Map', End: true } },
      },
    };

    expect((await runExecution(one(iterating), ['v'])).output).toEqual([{ Item: { Index: 0, Value: 'v' } }]);
  });

  it.each([1001, 100_000])('fails for an input of %i levels', async (levels) => {
    expect(await runExecution(one({ Type: 'Pass' }), nested(levels))).toMatchObject(tooDeep);
  });

  it('fails for a result that is nested too deeply, and not for one with brackets in its texts', async () => {
    const state = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };
    const brackets = [[{ text: '["\\'.repeat(1500) }], { a: [] }];

    expect(await runExecution(one(state), {}, { tasks: { S: succeed(nested(1001)) } })).toMatchObject(tooDeep);
    expect(await runExecution(one(state), {}, { tasks: { S: succeed(brackets) } })).toMatchObject({ output: brackets });
  });

  it.each(['Base64Encode', 'Base64Decode'])('fails States.%s of too long a text', async (name) => {
    const state = { Type: 'Pass', Parameters: { 'v.$': `States.${name}($.text)` } };

    expect(await runExecution(one(state), { text: 'a'.repeat(10_001) })).toMatchObject({ error: 'States.IntrinsicFailure' });
  });

  it('takes no time for what a Standard execution does without waiting', async () => {
    const items = Array.from({ length: 2000 }, (_, index) => index);
    const each = one({ Type: 'Map', ItemProcessor: { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } } });

    expect(await runExecution(each, items)).toMatchObject({ status: 'SUCCEEDED', durationSeconds: 0 });
  });

  it('ends a loop with the 25,000th event', async () => {
    const loop = { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'A' } } };

    const { error, events } = await runExecution(loop, {});

    expect({ error, count: events.length }).toEqual({ error: 'States.Runtime', count: 25_000 });
  });

  it.each([
    ['a loop', { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'A' } } }],
    ['a long Wait', one({ Type: 'Wait', Seconds: 301 })],
    ['a separate longer limit', { ...(one({ Type: 'Wait', Seconds: 301 }) as object), TimeoutSeconds: 400 }],
  ])('ends an Express execution after five minutes, whatever it does: %s', async (_, machine) => {
    const { status, durationSeconds } = await runExecution(machine as Json, {}, { type: 'EXPRESS' });

    expect([status, durationSeconds]).toEqual(['TIMED_OUT', 300]);
  });

  it('runs an Express execution as long as it may, and no longer than its own limit', async () => {
    const waiting = one({ Type: 'Wait', Seconds: 299 });

    const whole = await runExecution(waiting, {}, { type: 'EXPRESS' });
    const limited = await runExecution({ ...(waiting as object), TimeoutSeconds: 10 } as Json, {}, { type: 'EXPRESS' });

    expect([whole.status, whole.durationSeconds]).toEqual(['SUCCEEDED', 299]);
    expect([limited.status, limited.durationSeconds]).toEqual(['TIMED_OUT', 10]);
  });

  it('runs a year of waiting and ten retries without waiting', async () => {
    const machine = {
      StartAt: 'Wait',
      States: {
        Wait: { Type: 'Wait', Seconds: 365 * 86_400, Next: 'Call' },
        Call: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: 10, BackoffRate: 1 }],
          End: true,
        },
      },
    };

    const run = await runExecution(machine, {}, { tasks: { Call: [...Array.from({ length: 10 }, () => fail('Busy')), 'done'] } });

    expect(run).toMatchObject({ output: 'done', durationSeconds: 365 * 86_400 + 10 });
    expect(run.events.filter(({ type }) => type === 'TaskFailed')).toHaveLength(10);
  });
});
