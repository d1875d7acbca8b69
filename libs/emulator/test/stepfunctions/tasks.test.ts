import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MachineRoom } from './machine-room.ts';

let room: MachineRoom;
beforeAll(async () => {
  room = await MachineRoom.open();
});
afterAll(() => room[Symbol.asyncDispose]());

interface ActivityTask {
  readonly taskToken?: string;
  readonly input?: string;
}

async function activity(name: string): Promise<string> {
  const { activityArn } = await room.call<{ activityArn: string }>('CreateActivity', { name });
  return activityArn;
}

const work = (activityArn: string, more: object = {}): object => ({
  Work: { Type: 'Task', Resource: activityArn, End: true, ...more },
});

describe('an activity', () => {
  it('hands tasks to workers, in order', async () => {
    const activityArn = await activity('ordered');
    const machine = await room.create(work(activityArn));
    const executions = [await room.start(machine, 1), await room.start(machine, 2)];

    const tasks: ActivityTask[] = [];
    for (let i = 0; i < 2; i += 1) tasks.push(await room.call('GetActivityTask', { activityArn, workerName: 'me' }));
    for (const { taskToken, input } of tasks) await room.call('SendTaskSuccess', { taskToken, output: `{"done":${input}}` });

    const ended = await Promise.all(executions.map((arn) => room.until(arn)));
    expect(ended.map(({ output }) => output)).toEqual(['{"done":1}', '{"done":2}']);
    const started = (await room.history(executions[0] as string)).find(({ type }) => type === 'ActivityStarted');
    expect(started?.['activityStartedEventDetails']).toEqual({ workerName: 'me' });
  });

  it('keeps a worker waiting until there is a task', async () => {
    const activityArn = await activity('patient');
    const waiting = room.call<ActivityTask>('GetActivityTask', { activityArn });

    await room.start(await room.create(work(activityArn)), { a: 1 });

    expect((await waiting).input).toBe('{"a":1}');
  });

  it('gives a task to the next worker when one has disconnected', async () => {
    const activityArn = await activity('left');
    const gone = new AbortController();
    const waiting = room.call<ActivityTask>('GetActivityTask', { activityArn }, gone.signal);
    gone.abort();
    expect(await waiting).toEqual({});

    await room.start(await room.create(work(activityArn)), 'task');

    expect((await room.call<ActivityTask>('GetActivityTask', { activityArn })).input).toBe('"task"');
  });

  it('does not hand out a task whose execution was stopped', async () => {
    const activityArn = await activity('stopped');
    const machine = await room.create(work(activityArn));
    const stopped = await room.start(machine, 'stopped');
    await room.until(stopped, async () => (await room.history(stopped)).some(({ type }) => type === 'ActivityScheduled'));
    await room.call('StopExecution', { executionArn: stopped });
    await room.start(machine, 'next');

    expect((await room.call<ActivityTask>('GetActivityTask', { activityArn })).input).toBe('"next"');
  });

  it('fails the task when it is not there', async () => {
    const { status, error } = await room.run(work('arn:aws:states:us-east-1:000000000000:activity:none'));

    expect({ status, error }).toEqual({ status: 'FAILED', error: 'ActivityDoesNotExist' });
  });
});

describe('a task token', () => {
  it('is void once the task has ended', async () => {
    const activityArn = await activity('void');
    const executionArn = await room.start(await room.create(work(activityArn)));
    const { taskToken } = await room.call<ActivityTask>('GetActivityTask', { activityArn });
    await room.call('SendTaskFailure', { taskToken, error: 'Broken', cause: 'it fell' });

    expect(await room.until(executionArn)).toMatchObject({ status: 'FAILED', error: 'Broken', cause: 'it fell' });
    await expect(room.call('SendTaskSuccess', { taskToken, output: '{}' })).rejects.toMatchObject({
      code: 'TaskTimedOut',
      message: "Task Timed Out: 'Provided task does not exist anymore'",
    });
  });

  it('is refused when it is none', async () => {
    await expect(room.call('SendTaskHeartbeat', { taskToken: 'no token' })).rejects.toMatchObject({
      code: 'InvalidToken',
      message: "Invalid Token: 'Invalid token'",
    });
  });

  it('wants JSON for an output', async () => {
    const activityArn = await activity('json');
    await room.start(await room.create(work(activityArn)));
    const { taskToken } = await room.call<ActivityTask>('GetActivityTask', { activityArn });

    await expect(room.call('SendTaskSuccess', { taskToken, output: 'no' })).rejects.toMatchObject({ code: 'InvalidOutput' });
  });

  it('keeps a task alive by heartbeats, which times out without them', async () => {
    const activityArn = await activity('beating');
    const executionArn = await room.start(await room.create(work(activityArn, { HeartbeatSeconds: 1, TimeoutSeconds: 60 })));
    const { taskToken } = await room.call<ActivityTask>('GetActivityTask', { activityArn });
    const from = Date.now();
    while (Date.now() - from < 1500) {
      await room.call('SendTaskHeartbeat', { taskToken });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect((await room.describe(executionArn)).status).toBe('RUNNING');

    expect(await room.until(executionArn)).toMatchObject({ status: 'FAILED', error: 'States.HeartbeatTimeout' });
    await expect(room.call('SendTaskHeartbeat', { taskToken })).rejects.toMatchObject({ code: 'TaskTimedOut' });
  });
});
