import {
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
  input: [1, 2, 3],
  stateMachineArn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:orders',
  stateMachineName: 'orders',
  seed: 'seed',
};
const lambda = { Type: 'Task', Resource: 'arn:aws:lambda:eu-west-1:123456789012:function:f' };

function open(definition: object, more: Partial<ExecutionInit> = {}) {
  const engine = createExecution(parseStateMachine(definition as Json), { ...init, ...more });
  let time = 0;
  const deliver = async (input: Omit<EngineInput, 'time'> & Record<string, unknown>): Promise<Turn> =>
    engine.deliver({ ...input, time: time++ } as unknown as EngineInput);
  return { engine, deliver };
}
const tasks = (turn: Turn) => turn.commands.flatMap((command) => (command.type === 'ScheduleTask' ? [command] : []));
const types = (turn: Turn) => turn.events.map(({ type }) => type);

describe('Redrive', () => {
  it('continues with the iterations of an inline Map that had not ended well, and those that had not begun', async () => {
    const processor = { StartAt: 'T', States: { T: { ...lambda, End: true } } };
    const { deliver, engine } = open({
      StartAt: 'M',
      States: { M: { Type: 'Map', MaxConcurrency: 2, ItemProcessor: processor, End: true } },
    });
    const [one, two] = tasks(await deliver({ type: 'Start' }));
    await deliver({ type: 'TaskSucceeded', taskId: one?.taskId, output: 'a' });
    await deliver({ type: 'TaskFailed', taskId: two?.taskId, error: 'E' });

    const again = tasks(await deliver({ type: 'Redrive' }));
    for (const [i, { taskId }] of again.entries()) await deliver({ type: 'TaskSucceeded', taskId, output: `again ${i}` });

    expect(again.map(({ parameters }) => parameters)).toEqual([2, 3]);
    expect(engine.outcome).toMatchObject({ status: 'SUCCEEDED', output: ['a', 'again 0', 'again 1'] });
  });

  it('continues after a Stop between two states with the next one', async () => {
    const loop = { StartAt: 'A', States: { A: { Type: 'Pass', Result: 1, Next: 'B' }, B: { Type: 'Pass', End: true } } };
    const { deliver } = open(loop, { transitionsPerTurn: 1 });
    await deliver({ type: 'Start' });
    await deliver({ type: 'Stop' });

    const redriven = await deliver({ type: 'Redrive' });

    expect(types(redriven)).toEqual(['ExecutionRedriven', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded']);
    expect(redriven.outcome).toMatchObject({ output: 1 });
  });

  it('is counted in the context object, and gives the Retriers all their attempts again', async () => {
    const state = {
      ...lambda,
      Parameters: { 'r.$': '$$.Execution.RedriveCount', 't.$': '$$.Execution.RedriveTime' },
      Retry: [{ ErrorEquals: ['E'], MaxAttempts: 1 }],
      End: true,
    };
    const first = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 9, Next: 'T' }, T: state } };
    const { deliver } = open(first);
    await deliver({ type: 'Start' });
    await deliver({ type: 'Stop' });
    const waited = await deliver({ type: 'Redrive' });
    const timer = waited.commands.find((command) => command.type === 'StartTimer');

    const [task] = tasks(await deliver({ type: 'TimerFired', timerId: (timer as { timerId: string }).timerId }));
    const failed = await deliver({ type: 'TaskFailed', taskId: task?.taskId, error: 'E' });

    expect(task?.parameters).toEqual({ r: 1, t: '1970-01-01T00:00:00.002Z' });
    expect(failed.commands.map(({ type }) => type)).toEqual(['StartTimer']);
  });
});

describe('a task that never got so far as to run', () => {
  it.each([
    [lambda, 'schedule', ['LambdaFunctionScheduleFailed', 'ExecutionFailed']],
    [lambda, 'start', ['LambdaFunctionStartFailed', 'ExecutionFailed']],
    [
      { Type: 'Task', Resource: 'arn:aws:states:eu-west-1:123456789012:activity:a' },
      'schedule',
      ['ActivityScheduleFailed', 'ExecutionFailed'],
    ],
    [{ Type: 'Task', Resource: 'arn:aws:states:::sns:publish' }, 'start', ['TaskStartFailed', 'ExecutionFailed']],
  ] as const)('%o: %s', async (state, stage, expected) => {
    const { deliver } = open({ StartAt: 'T', States: { T: { ...state, End: true } } });
    const [task] = tasks(await deliver({ type: 'Start' }));

    expect(types(await deliver({ type: 'TaskFailed', taskId: task?.taskId, stage, error: 'E', cause: 'c' }))).toEqual(expected);
  });

  it('may be said to have timed out by its host', async () => {
    const { deliver } = open({ StartAt: 'T', States: { T: { ...lambda, End: true } } });
    const [task] = tasks(await deliver({ type: 'Start' }));
    await deliver({ type: 'TaskStarted', taskId: task?.taskId });

    const turn = await deliver({ type: 'TaskTimedOut', taskId: task?.taskId, cause: 'the function was too slow' });

    expect(turn.outcome).toEqual({ status: 'FAILED', error: 'States.Timeout', cause: 'the function was too slow' });
  });
});
