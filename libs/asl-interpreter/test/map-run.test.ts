import {
  type Command,
  createExecution,
  type EngineInput,
  type ExecutionInit,
  type Json,
  parseStateMachine,
  type Turn,
} from '@stepmaker/asl-interpreter';
import { describe, expect, it } from 'vitest';

const init: ExecutionInit = {
  executionArn: 'arn:aws:states:eu-west-1:123456789012:execution:orders:one',
  name: 'one',
  roleArn: 'arn:aws:iam::123456789012:role/orders',
  startTime: 0,
  input: [1, 2, 3, 4],
  stateMachineArn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:orders',
  stateMachineName: 'orders',
  stateMachineVersionArn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:orders:3',
  stateMachineAliasArn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:orders:live',
  inputText: '[1, 2, 3, 4]',
  seed: 'seed',
};

function start(more: object = {}) {
  const each = {
    Type: 'Map',
    Label: 'each',
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'P',
      States: { P: { Type: 'Pass', End: true } },
    },
    MaxConcurrency: 2,
    End: true,
    ...more,
  };
  const engine = createExecution(parseStateMachine({ StartAt: 'Each', States: { Each: each } } as Json), init);
  let time = 0;
  const deliver = async (input: Omit<EngineInput, 'time'>): Promise<Turn> =>
    engine.deliver({ ...input, time: time++ } as EngineInput);
  return { engine, deliver };
}
const started = (turn: Turn) =>
  turn.commands.filter(
    (command): command is Extract<Command, { type: 'StartChildExecution' }> => command.type === 'StartChildExecution',
  );
const idOf = (turn: Turn) => started(turn)[0]?.mapRunId as string;

describe('a Map run', () => {
  it('begins with a command that describes it, and keeps to its concurrency', async () => {
    const { deliver } = start({ ToleratedFailureCount: 1 });

    const turn = await deliver({ type: 'Start' });
    const [one] = started(turn);
    const next = await deliver({
      type: 'ChildEnded',
      mapRunId: idOf(turn),
      childId: one?.childId,
      status: 'SUCCEEDED',
      output: 1,
    } as never);

    expect(turn.commands[0]).toMatchObject({
      type: 'StartMapRun',
      mapRunArn: expect.stringMatching(/^arn:aws:states:eu-west-1:123456789012:mapRun:orders\/each:[0-9a-f-]{36}$/),
      label: 'each',
      maxConcurrency: 2,
      toleratedFailureCount: 1,
      itemCount: 4,
    });
    expect(turn.events[0]?.executionStartedEventDetails).toMatchObject({
      input: '[1, 2, 3, 4]',
      stateMachineVersionArn: init.stateMachineVersionArn,
    });
    expect(started(turn).map(({ input }) => input)).toEqual([1, 2]);
    expect(started(next).map(({ input }) => input)).toEqual([3]);
  });

  it('takes other limits while it runs', async () => {
    const { deliver, engine } = start();
    const turn = await deliver({ type: 'Start' });
    const mapRunId = idOf(turn);

    const updated = await deliver({
      type: 'MapRunUpdated',
      mapRunId,
      maxConcurrency: 4,
      toleratedFailurePercentage: 50,
    } as never);
    await deliver({
      type: 'ChildEnded',
      mapRunId,
      childId: started(turn)[0]?.childId,
      status: 'TIMED_OUT',
      error: 'States.Timeout',
      cause: 'late',
    } as never);

    expect(started(updated)).toHaveLength(2);
    expect(engine.mapRun(mapRunId)).toMatchObject({
      status: 'RUNNING',
      maxConcurrency: 4,
      toleratedFailurePercentage: 50,
      executionCounts: { running: 3, timedOut: 1, total: 4 },
    });
    expect(engine.mapRun('none')).toBeUndefined();
  });

  it('stops its children when it fails', async () => {
    const { deliver, engine } = start();
    const turn = await deliver({ type: 'Start' });
    const mapRunId = idOf(turn);
    const [one, two] = started(turn);

    const failed = await deliver({ type: 'ChildEnded', mapRunId, childId: one?.childId, status: 'ABORTED' } as never);

    expect(failed.commands).toEqual([
      { type: 'StopChildExecution', mapRunId, childId: two?.childId },
      { type: 'EndMapRun', mapRunId, status: 'FAILED' },
    ]);
    expect(failed.outcome).toMatchObject({ error: 'States.ExceedToleratedFailureThreshold' });
    expect(engine.mapRun(mapRunId)).toMatchObject({ status: 'FAILED', itemCounts: { pending: 2, aborted: 2 } });
    expect(await deliver({ type: 'ChildEnded', mapRunId, childId: two?.childId, status: 'SUCCEEDED' } as never)).toEqual({
      events: [],
      commands: [],
    });
  });

  it('fails with the writer of its results', async () => {
    const { deliver } = start({
      MaxConcurrency: 0,
      ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'b' } },
    });
    const turn = await deliver({ type: 'Start' });
    const mapRunId = idOf(turn);
    let last = turn;
    for (const { childId } of started(turn))
      last = await deliver({ type: 'ChildEnded', mapRunId, childId, status: 'SUCCEEDED', output: childId } as never);

    const failed = await deliver({ type: 'ResultsWriteFailed', mapRunId, cause: 'no such bucket' } as never);

    expect(last.commands).toMatchObject([
      {
        type: 'WriteResults',
        parameters: { Bucket: 'b' },
        writerConfig: { Transformation: 'NONE', OutputType: 'JSON' },
        results: [{ status: 'SUCCEEDED' }, {}, {}, {}],
      },
    ]);
    expect(failed.outcome).toEqual({ status: 'FAILED', error: 'States.ResultWriterFailed', cause: 'no such bucket' });
  });

  it('reads its items again when it is redriven before there were any', async () => {
    const reader = { Resource: 'arn:aws:states:::s3:listObjectsV2', Parameters: { Bucket: 'b', Prefix: 'p' } };
    const { deliver } = start({ ItemReader: reader });
    const turn = await deliver({ type: 'Start' });
    const read = turn.commands.find((command) => command.type === 'ReadItems') as Extract<Command, { type: 'ReadItems' }>;

    const failed = await deliver({ type: 'ItemsReadFailed', mapRunId: read.mapRunId, cause: 'gone' } as never);
    const redriven = await deliver({ type: 'Redrive' });

    expect(read).toMatchObject({ resource: reader.Resource, parameters: reader.Parameters, readerConfig: {} });
    expect(failed.events.map(({ type }) => type)).toEqual(['MapRunFailed', 'MapStateFailed', 'ExecutionFailed']);
    expect(redriven.commands).toContainEqual(read);
  });
});
