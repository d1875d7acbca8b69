import {
  type Command,
  createExecution,
  type EngineInput,
  type ExecutionInit,
  fail,
  type Json,
  parseStateMachine,
  runExecution,
  succeed,
  type Turn,
} from '@stepmaker/asl-interpreter';
import { describe, expect, it } from 'vitest';

const init: ExecutionInit = {
  executionArn: 'arn:aws:states:eu-west-1:123456789012:execution:orders:one',
  name: 'one',
  roleArn: 'arn:aws:iam::123456789012:role/orders',
  startTime: 0,
  input: { n: 1 },
  stateMachineArn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:orders',
  stateMachineName: 'orders',
  seed: 'a seed',
};
const task = (more: object = {}): Json =>
  ({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: {}, ...more }) as Json;
const machine = (states: Record<string, Json>, more: Record<string, Json> = {}): Json => ({
  ...more,
  StartAt: Object.keys(states)[0] as string,
  States: states,
});

/** An execution and what it answered, with the time of each input counted up. */
function open(definition: Json, more: Partial<ExecutionInit> = {}) {
  const engine = createExecution(parseStateMachine(definition), { ...init, ...more });
  const types = (turn: Turn) => turn.events.map(({ type }) => type);
  return { engine, types, deliver: async (input: EngineInput) => engine.deliver(input) };
}

function only<T extends Command['type']>(turn: Turn, type: T): Extract<Command, { type: T }>[] {
  return turn.commands.filter((command): command is Extract<Command, { type: T }> => command.type === type);
}

function first<T extends Command['type']>(turn: Turn, type: T): Extract<Command, { type: T }> {
  const [command] = only(turn, type);
  if (command === undefined) throw new Error(`no ${type} among the commands`);
  return command;
}

describe('an execution that is delivered the same inputs again', () => {
  const definition = machine({
    Draw: {
      Type: 'Pass',
      Parameters: { 'id.$': 'States.UUID()', 'n.$': 'States.MathRandom(0, 1000000)' },
      Next: 'Both',
    },
    Both: {
      Type: 'Parallel',
      Branches: [
        machine({
          A: task({ Retry: [{ ErrorEquals: ['States.ALL'], JitterStrategy: 'FULL', IntervalSeconds: 100 }], End: true }),
        }),
        machine({
          B: {
            Type: 'Pass',
            QueryLanguage: 'JSONata',
            Output: '{% [$random(), $uuid(), $millis(), $now(), $shuffle([1..20])] %}',
            End: true,
          },
        }),
      ],
      Next: 'Each',
    },
    Each: {
      Type: 'Map',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        ...(machine({ P: { Type: 'Pass', End: true } }) as object),
      },
      End: true,
    },
  } as Record<string, Json>);

  it('gives the same turns: events, commands and outcome', async () => {
    const original = await runExecution(definition, { n: 1 }, { tasks: { A: [fail('Once'), { ok: true }] }, init });
    const replayed = createExecution(parseStateMachine(definition), init);

    const turns: Turn[] = [];
    for (const input of original.inputs) turns.push(await replayed.deliver(input));

    expect(original.status).toBe('SUCCEEDED');
    expect(turns.flatMap((turn) => turn.events)).toEqual(original.events);
    expect(turns.at(-1)?.outcome).toMatchObject({ output: original.output });
  });

  it('draws other numbers from another seed', async () => {
    const options = { tasks: { A: { ok: true } } };
    const one = await runExecution(definition, {}, { ...options, seed: 'one' });
    const two = await runExecution(definition, {}, { ...options, seed: 'two' });

    expect(one.output).not.toEqual(two.output);
  });
});

describe('a turn', () => {
  it('is synchronous where no JSONata is met', () => {
    const engine = createExecution(parseStateMachine(machine({ A: { Type: 'Pass', End: true } })), init);

    expect(engine.deliver({ type: 'Start', time: 0 })).not.toBeInstanceOf(Promise);
    expect(engine.outcome).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('ends after so many transitions, and continues with a Tick', async () => {
    const loop = machine({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } });
    const { deliver } = open(loop, { transitionsPerTurn: 10 });

    const begun = await deliver({ type: 'Start', time: 0 });
    const second = await deliver({ type: 'Tick', time: 1 });

    expect(begun.events).toHaveLength(21);
    expect(begun.commands).toEqual([{ type: 'Tick' }]);
    expect(second.events).toHaveLength(20);
    expect(second.events[0]).toMatchObject({ id: 22, timestamp: 1 });
  });

  it('ignores what comes too late', async () => {
    const { engine, deliver } = open(machine({ A: task({ TimeoutSeconds: 1, End: true }) }));
    const started = await deliver({ type: 'Start', time: 0 });
    const { taskId } = first(started, 'ScheduleTask');
    const { timerId } = first(started, 'StartTimer');

    const timedOut = await deliver({ type: 'TimerFired', time: 1000, timerId });
    const late = await deliver({ type: 'TaskSucceeded', time: 1001, taskId, output: 1 });

    expect(timedOut.commands).toEqual([{ type: 'CancelTask', taskId }]);
    expect(late).toEqual({ events: [], commands: [] });
    expect(engine.outcome).toEqual({ status: 'FAILED', error: 'States.Timeout' });
  });
});

describe('a task', () => {
  it('sends the host all that it needs', async () => {
    const state = {
      ...(task({ TimeoutSeconds: 60, HeartbeatSeconds: 10, Next: 'A' }) as object),
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Parameters: { 'Token.$': '$$.Task.Token' },
      Credentials: { RoleArn: 'arn:aws:iam::123456789012:role/other' },
    };
    const { deliver } = open(machine({ A: state as Json }));

    const [command] = only(await deliver({ type: 'Start', time: 0 }), 'ScheduleTask');

    expect(command).toMatchObject({
      kind: 'service',
      resourceType: 'sqs',
      action: 'sendMessage',
      pattern: 'WAIT_FOR_TASK_TOKEN',
      timeoutSeconds: 60,
      heartbeatSeconds: 10,
      credentialsRoleArn: 'arn:aws:iam::123456789012:role/other',
      eventId: 3,
      retryCount: 0,
    });
    expect(command?.parameters).toEqual({ Token: command?.taskToken });
    expect(command?.taskToken).toMatch(/^[A-Za-z0-9+/=]{40,}$/);
  });

  it('lives on while it sends heartbeats', async () => {
    const { engine, deliver } = open(machine({ A: task({ HeartbeatSeconds: 10, End: true }) }));
    const started = await deliver({ type: 'Start', time: 0 });
    const { taskId } = first(started, 'ScheduleTask');
    const { timerId } = first(started, 'StartTimer');

    await deliver({ type: 'TaskHeartbeat', time: 7000, taskId });
    const rearmed = await deliver({ type: 'TimerFired', time: 10_000, timerId });
    const [next] = only(rearmed, 'StartTimer');
    await deliver({ type: 'TimerFired', time: 17_000, timerId: next?.timerId as string });

    expect(next?.at).toBe(17_000);
    expect(engine.outcome).toEqual({ status: 'FAILED', error: 'States.HeartbeatTimeout' });
  });

  it('shows where it failed in the history', async () => {
    const { deliver, types } = open(
      machine({ A: { ...(task({ End: true }) as object), Resource: 'arn:aws:states:::states:startExecution.sync' } as Json }),
    );
    const { taskId } = first(await deliver({ type: 'Start', time: 0 }), 'ScheduleTask');

    const failed = await deliver({
      type: 'TaskFailed',
      time: 1,
      taskId,
      stage: 'submit',
      error: 'StepFunctions.X',
      cause: 'why',
    });

    expect(types(failed)).toEqual(['TaskStarted', 'TaskSubmitFailed', 'ExecutionFailed']);
  });
});

describe('Stop', () => {
  it('ends all that runs, and says so', async () => {
    const branches = [machine({ A: task({ End: true }) }), machine({ W: { Type: 'Wait', Seconds: 9, End: true } })];
    const { deliver, types, engine } = open(machine({ P: { Type: 'Parallel', Branches: branches, End: true } }));
    const started = await deliver({ type: 'Start', time: 0 });

    const stopped = await deliver({ type: 'Stop', time: 1, error: 'Enough', cause: 'by hand' });

    expect(only(started, 'StartTimer')).toHaveLength(1);
    expect(stopped.commands.map(({ type }) => type)).toEqual(['CancelTask', 'CancelTimer']);
    expect(types(stopped)).toEqual(['TaskStateAborted', 'WaitStateAborted', 'ExecutionAborted']);
    expect(engine.outcome).toEqual({ status: 'ABORTED', error: 'Enough', cause: 'by hand' });
  });
});

describe('Redrive', () => {
  it('runs again what failed, and keeps what had succeeded', async () => {
    const branches = [machine({ Fine: task({ End: true }) }), machine({ Broken: task({ End: true }) })];
    const { deliver, types, engine } = open(
      machine({ P: { Type: 'Parallel', Branches: branches, End: true } }, { TimeoutSeconds: 1000 }),
    );
    const [fine, broken] = only(await deliver({ type: 'Start', time: 0 }), 'ScheduleTask');
    await deliver({ type: 'TaskSucceeded', time: 1, taskId: fine?.taskId as string, output: 'kept' });
    await deliver({ type: 'TaskFailed', time: 2, taskId: broken?.taskId as string, error: 'E' });

    const redriven = await deliver({ type: 'Redrive', time: 3 });
    const [again, ...others] = only(redriven, 'ScheduleTask');
    await deliver({ type: 'TaskSucceeded', time: 4, taskId: again?.taskId as string, output: 'fixed' });

    expect(types(redriven)).toEqual(['ExecutionRedriven', 'TaskScheduled']);
    expect(redriven.events[0]?.executionRedrivenEventDetails).toEqual({ redriveCount: 1 });
    expect(others).toEqual([]);
    expect(engine.outcome).toMatchObject({ status: 'SUCCEEDED', output: ['kept', 'fixed'] });
  });

  it('starts the children of a Map run again that had failed, under their names', async () => {
    const each = {
      Type: 'Map',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        ...(machine({ P: { Type: 'Pass', End: true } }) as object),
      },
      End: true,
    } as Json;
    const { deliver, engine, types } = open(machine({ Each: each }), { input: [1, 2] });
    const [one, two] = only(await deliver({ type: 'Start', time: 0 }), 'StartChildExecution');
    const { mapRunId } = one as { mapRunId: string };
    const end = { type: 'ChildEnded', mapRunId } as const;
    await deliver({ ...end, time: 1, childId: one?.childId as string, status: 'SUCCEEDED', output: 'kept' });
    await deliver({ ...end, time: 2, childId: two?.childId as string, status: 'FAILED', error: 'E' });

    const redriven = await deliver({ type: 'Redrive', time: 3 });
    await deliver({ ...end, time: 4, childId: two?.childId as string, status: 'SUCCEEDED', output: 'fixed' });

    expect(types(redriven)).toEqual(['ExecutionRedriven', 'MapRunRedriven']);
    expect(only(redriven, 'StartChildExecution').map(({ name }) => name)).toEqual([two?.name]);
    expect(engine.mapRun(mapRunId)).toMatchObject({ status: 'SUCCEEDED', itemCounts: { succeeded: 2, failed: 0, total: 2 } });
    expect(engine.outcome).toMatchObject({ status: 'SUCCEEDED', output: ['kept', 'fixed'] });
  });

  it('does nothing to an execution that succeeded', async () => {
    const { deliver } = open(machine({ A: { Type: 'Pass', End: true } }));
    await deliver({ type: 'Start', time: 0 });

    expect(await deliver({ type: 'Redrive', time: 1 })).toEqual({ events: [], commands: [] });
  });
});

describe('a task of runExecution', () => {
  it('may be a function of its parameters, and throw its failure', async () => {
    class Declined extends Error {
      override readonly name = 'Declined';
    }
    const definition = machine({ Charge: task({ Parameters: { 'amount.$': '$.amount' }, End: true }) });
    const tasks = (parameters: Json) => {
      const { amount } = parameters as { amount: number };
      if (amount > 100) throw new Declined('too much');
      return succeed({ charged: amount }, { afterSeconds: 2 });
    };

    expect(await runExecution(definition, { amount: 5 }, { tasks })).toMatchObject({
      output: { charged: 5 },
      durationSeconds: 2,
    });
    expect(await runExecution(definition, { amount: 500 }, { tasks })).toMatchObject({ error: 'Declined', cause: 'too much' });
  });

  it('must be there', async () => {
    await expect(runExecution(machine({ A: task({ End: true }) }), {})).rejects.toThrow("No mock for the task of state 'A'");
  });
});
