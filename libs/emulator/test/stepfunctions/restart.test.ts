import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MachineRoom } from './machine-room.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'stepmaker-restart-'));
let room: MachineRoom;
beforeAll(async () => {
  room = await MachineRoom.open({ dataDir });
});
afterAll(() => room[Symbol.asyncDispose]());

async function restart(): Promise<void> {
  await room.emulator.close();
  room = await MachineRoom.reopen(dataDir);
}

const has = async (executionArn: string, type: string): Promise<boolean> =>
  (await room.history(executionArn)).some((event) => event.type === type);

describe('a restarted server', () => {
  it('lets a Wait end at its time, and one whose time has passed at once', async () => {
    const executionArn = await room.start(await room.create({ Hold: { Type: 'Wait', Seconds: 1, End: true } }));
    await room.until(executionArn, () => has(executionArn, 'WaitStateEntered'));

    await restart();
    const { startDate, stopDate } = await room.until(executionArn);

    expect((stopDate?.getTime() ?? 0) - startDate.getTime()).toBeGreaterThanOrEqual(1000);
    expect((await room.history(executionArn)).map(({ id }) => id)).toEqual([1, 2, 3, 4]);
  });

  it('offers activity tasks that no one had taken, and takes the tokens of those that somebody had', async () => {
    const { activityArn } = await room.call<{ activityArn: string }>('CreateActivity', { name: 'lasting' });
    const machine = await room.create({ Work: { Type: 'Task', Resource: activityArn, End: true } });
    const taken = await room.start(machine, 'taken');
    const { taskToken } = await room.call<{ taskToken: string }>('GetActivityTask', { activityArn });
    const waiting = await room.start(machine, 'waiting');
    await room.until(waiting, () => has(waiting, 'ActivityScheduled'));

    await restart();
    const next = await room.call<{ taskToken: string; input: string }>('GetActivityTask', { activityArn });
    await room.call('SendTaskSuccess', { taskToken, output: '1' });
    await room.call('SendTaskSuccess', { taskToken: next.taskToken, output: '2' });

    expect(next.input).toBe('"waiting"');
    expect((await room.until(taken)).output).toBe('1');
    expect((await room.until(waiting)).output).toBe('2');
  });

  it('continues a redrive that was stored before the server ended, and not yet begun', async () => {
    const executionArn = await room.start(await room.create({ No: { Type: 'Fail', Error: 'No' } }));
    await room.until(executionArn);
    await room.emulator.close();
    // What RedriveExecution stores before the engine receives the redrive.
    const database = new DatabaseSync(join(dataDir, 'store.sqlite'));
    database
      .prepare(
        `UPDATE execution SET status = 'RUNNING', stop_date = NULL, error = NULL, cause = NULL,
         redrive_count = redrive_count + 1, redrive_date = start_date WHERE arn = ?`,
      )
      .run(executionArn);
    database.close();

    room = await MachineRoom.reopen(dataDir);
    const { redriveCount } = await room.until(executionArn, async ({ status }) => status === 'FAILED');

    expect(redriveCount).toBe(1);
    expect((await room.history(executionArn)).map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'FailStateEntered',
      'ExecutionFailed',
      'ExecutionRedriven',
      'ExecutionFailed',
    ]);
  });

  it('ends an execution at which the earlier server had not begun', async () => {
    const executionArn = await room.start(await room.create({ No: { Type: 'Fail', Error: 'No', Cause: 'never' } }));
    await room.until(executionArn);
    await room.emulator.close();
    // What StartExecution stores before the engine receives the start.
    const database = new DatabaseSync(join(dataDir, 'store.sqlite'));
    const { id } = database.prepare('SELECT id FROM execution WHERE arn = ?').get(executionArn) as { id: number };
    database.prepare('DELETE FROM history WHERE execution = ?').run(id);
    database
      .prepare("UPDATE execution SET status = 'RUNNING', stop_date = NULL, error = NULL, cause = NULL WHERE id = ?")
      .run(id);
    database.close();

    room = await MachineRoom.reopen(dataDir);

    expect(await room.describe(executionArn)).toMatchObject({ status: 'FAILED', error: 'No', cause: 'never' });
    expect((await room.history(executionArn)).map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'FailStateEntered',
      'ExecutionFailed',
    ]);
  });

  it('fails an execution whose history another engine recorded, and names the event', async () => {
    const executionArn = await room.start(await room.create({ Hold: { Type: 'Wait', Seconds: 1000, End: true } }));
    await room.until(executionArn, () => has(executionArn, 'WaitStateEntered'));
    await room.emulator.close();
    const database = new DatabaseSync(join(dataDir, 'store.sqlite'));
    const { id } = database.prepare('SELECT id FROM execution WHERE arn = ?').get(executionArn) as { id: number };
    database
      .prepare("UPDATE history SET events = replace(events, 'WaitStateEntered', 'PassStateEntered') WHERE execution = ?")
      .run(id);
    database.prepare('UPDATE execution SET engine = NULL WHERE id = ?').run(id);
    database.close();

    room = await MachineRoom.reopen(dataDir);

    expect(await room.describe(executionArn)).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: expect.stringMatching(/from event 2 on, engine \S+ does not repeat the history that an older engine recorded\.$/),
    });
  });

  it('takes over the execution that .sync waits for', async () => {
    const child = await room.create({ Hold: { Type: 'Wait', Seconds: 1, End: true } });
    const executionArn = await room.start(
      await room.create({
        Call: {
          Type: 'Task',
          Resource: 'arn:aws:states:::states:startExecution.sync:2',
          Parameters: { StateMachineArn: child, Input: 7 },
          ResultSelector: { 'output.$': '$.Output' },
          End: true,
        },
      }),
    );
    await room.until(executionArn, () => has(executionArn, 'TaskSubmitted'));

    await restart();

    expect((await room.until(executionArn)).output).toBe('{"output":7}');
    const { executions } = await room.call<{ executions: object[] }>('ListExecutions', { stateMachineArn: child });
    expect(executions).toHaveLength(1);
  });

  it.each(['STANDARD', 'EXPRESS'])('continues with the %s children of a Map Run', async (ExecutionType) => {
    const hold = { StartAt: 'Hold', States: { Hold: { Type: 'Wait', Seconds: 1, End: true } } };
    const executionArn = await room.start(
      await room.create({
        Each: {
          Type: 'Map',
          ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType }, ...hold },
          MaxConcurrency: 2,
          End: true,
        },
      }),
      [1, 2, 3],
    );
    await room.until(executionArn, () => has(executionArn, 'MapRunStarted'));

    await restart();

    expect((await room.until(executionArn)).output).toBe('[1,2,3]');
    const { mapRuns } = await room.call<{ mapRuns: { mapRunArn: string }[] }>('ListMapRuns', { executionArn });
    expect(await room.call('DescribeMapRun', { mapRunArn: mapRuns[0]?.mapRunArn })).toMatchObject({
      executionCounts: { total: 3, succeeded: 3 },
    });
  });

  it('redrives an execution that failed before', async () => {
    const activity = 'arn:aws:states:us-east-1:000000000000:activity:after-restart';
    const failed = await room.run({
      Look: {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:sfn:describeActivity',
        Parameters: { ActivityArn: activity },
        ResultPath: null,
        End: true,
      },
    });
    await restart();
    await room.call('CreateActivity', { name: 'after-restart' });

    await room.call('RedriveExecution', { executionArn: failed.executionArn, clientToken: 'once' });
    await room.call('RedriveExecution', { executionArn: failed.executionArn, clientToken: 'once' });

    expect(await room.until(failed.executionArn)).toMatchObject({ status: 'SUCCEEDED', redriveCount: 1 });
  });

  it('removes a state machine whose deletion had begun', async () => {
    const stateMachineArn = await room.create({ Hold: { Type: 'Wait', Seconds: 1, End: true } });
    await room.start(stateMachineArn);
    await room.call('DeleteStateMachine', { stateMachineArn });

    await restart();

    await expect
      .poll(() => room.call('DescribeStateMachine', { stateMachineArn }).catch(({ code }) => code), { timeout: 60_000 })
      .toBe('StateMachineDoesNotExist');
  });
});
