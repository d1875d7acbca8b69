import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestMachines } from './test-machines.ts';

let testMachines: TestMachines;
beforeAll(async () => {
  testMachines = await TestMachines.open();
});
afterAll(() => testMachines[Symbol.asyncDispose]());

interface ActivityTask {
  readonly taskToken?: string;
  readonly input?: string;
}

async function activity(name: string): Promise<string> {
  const { activityArn } = await testMachines.call<{ activityArn: string }>('CreateActivity', { name });
  return activityArn;
}

const work = (activityArn: string, more: object = {}): object => ({
  Work: { Type: 'Task', Resource: activityArn, End: true, ...more },
});

describe('an activity', () => {
  it('hands tasks to workers, in order', async () => {
    const activityArn = await activity('ordered');
    const machine = await testMachines.create(work(activityArn));
    const executions = [await testMachines.start(machine, 1), await testMachines.start(machine, 2)];

    const tasks: ActivityTask[] = [];
    for (let i = 0; i < 2; i += 1) tasks.push(await testMachines.call('GetActivityTask', { activityArn, workerName: 'me' }));
    for (const { taskToken, input } of tasks)
      await testMachines.call('SendTaskSuccess', { taskToken, output: `{"done":${input}}` });

    const ended = await Promise.all(executions.map((arn) => testMachines.until(arn)));
    expect(ended.map(({ output }) => output)).toEqual(['{"done":1}', '{"done":2}']);
    const started = (await testMachines.history(executions[0] as string)).find(({ type }) => type === 'ActivityStarted');
    expect(started?.['activityStartedEventDetails']).toEqual({ workerName: 'me' });
  });

  it('keeps a worker waiting until there is a task', async () => {
    const activityArn = await activity('patient');
    const waiting = testMachines.call<ActivityTask>('GetActivityTask', { activityArn });

    await testMachines.start(await testMachines.create(work(activityArn)), { a: 1 });

    expect((await waiting).input).toBe('{"a":1}');
  });

  it('gives a task to the next worker when one has disconnected', async () => {
    const activityArn = await activity('left');
    const gone = new AbortController();
    const waiting = testMachines.call<ActivityTask>('GetActivityTask', { activityArn }, gone.signal);
    gone.abort();
    expect(await waiting).toEqual({});

    await testMachines.start(await testMachines.create(work(activityArn)), 'task');

    expect((await testMachines.call<ActivityTask>('GetActivityTask', { activityArn })).input).toBe('"task"');
  });

  it('does not hand out a task whose execution was stopped', async () => {
    const activityArn = await activity('stopped');
    const machine = await testMachines.create(work(activityArn));
    const stopped = await testMachines.start(machine, 'stopped');
    await testMachines.until(stopped, async () =>
      (await testMachines.history(stopped)).some(({ type }) => type === 'ActivityScheduled'),
    );
    await testMachines.call('StopExecution', { executionArn: stopped });
    await testMachines.start(machine, 'next');

    expect((await testMachines.call<ActivityTask>('GetActivityTask', { activityArn })).input).toBe('"next"');
  });

  it('fails the task when it is not there', async () => {
    const { status, error } = await testMachines.run(work('arn:aws:states:us-east-1:000000000000:activity:none'));

    expect({ status, error }).toEqual({ status: 'FAILED', error: 'ActivityDoesNotExist' });
  });
});

describe('a task token', () => {
  it('is void once the task has ended', async () => {
    const activityArn = await activity('void');
    const executionArn = await testMachines.start(await testMachines.create(work(activityArn)));
    const { taskToken } = await testMachines.call<ActivityTask>('GetActivityTask', { activityArn });
    await testMachines.call('SendTaskFailure', { taskToken, error: 'Broken', cause: 'it fell' });

    expect(await testMachines.until(executionArn)).toMatchObject({ status: 'FAILED', error: 'Broken', cause: 'it fell' });
    await expect(testMachines.call('SendTaskSuccess', { taskToken, output: '{}' })).rejects.toMatchObject({
      code: 'TaskTimedOut',
      message: "Task Timed Out: 'Provided task does not exist anymore'",
    });
  });

  it('is refused when it is none', async () => {
    await expect(testMachines.call('SendTaskHeartbeat', { taskToken: 'no token' })).rejects.toMatchObject({
      code: 'InvalidToken',
      message: "Invalid Token: 'Invalid token'",
    });
  });

  it('wants JSON for an output', async () => {
    const activityArn = await activity('json');
    await testMachines.start(await testMachines.create(work(activityArn)));
    const { taskToken } = await testMachines.call<ActivityTask>('GetActivityTask', { activityArn });

    await expect(testMachines.call('SendTaskSuccess', { taskToken, output: 'no' })).rejects.toMatchObject({
      code: 'InvalidOutput',
    });
  });

  it('keeps a task alive by heartbeats, which times out without them', async () => {
    const activityArn = await activity('beating');
    const executionArn = await testMachines.start(
      await testMachines.create(work(activityArn, { HeartbeatSeconds: 4, TimeoutSeconds: 60 })),
    );
    const { taskToken } = await testMachines.call<ActivityTask>('GetActivityTask', { activityArn });
    const from = Date.now();
    while (Date.now() - from < 5000) {
      await testMachines.call('SendTaskHeartbeat', { taskToken });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect((await testMachines.describe(executionArn)).status).toBe('RUNNING');

    expect(await testMachines.until(executionArn)).toMatchObject({ status: 'FAILED', error: 'States.HeartbeatTimeout' });
    await expect(testMachines.call('SendTaskHeartbeat', { taskToken })).rejects.toMatchObject({ code: 'TaskTimedOut' });
  });
});
