import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestMachines } from './test-machines.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'stepmaker-restart-'));
let testMachines: TestMachines;
beforeAll(async () => {
  testMachines = await TestMachines.open({ dataDir });
});
afterAll(() => testMachines[Symbol.asyncDispose]());

async function restart(): Promise<void> {
  await testMachines.emulator.close();
  testMachines = await TestMachines.reopen(dataDir);
}

const has = async (executionArn: string, type: string): Promise<boolean> =>
  (await testMachines.history(executionArn)).some((event) => event.type === type);

describe('a restarted server', () => {
  it('lets a Wait end at its time, and one whose time has passed at once', async () => {
    const executionArn = await testMachines.start(await testMachines.create({ Hold: { Type: 'Wait', Seconds: 1, End: true } }));
    await testMachines.until(executionArn, () => has(executionArn, 'WaitStateEntered'));

    await restart();
    const { startDate, stopDate } = await testMachines.until(executionArn);

    expect((stopDate?.getTime() ?? 0) - startDate.getTime()).toBeGreaterThanOrEqual(1000);
    expect((await testMachines.history(executionArn)).map(({ id }) => id)).toEqual([1, 2, 3, 4]);
  });

  it('offers activity tasks that no one had taken, and takes the tokens of those that somebody had', async () => {
    const { activityArn } = await testMachines.call<{ activityArn: string }>('CreateActivity', { name: 'lasting' });
    const machine = await testMachines.create({ Work: { Type: 'Task', Resource: activityArn, End: true } });
    const taken = await testMachines.start(machine, 'taken');
    const { taskToken } = await testMachines.call<{ taskToken: string }>('GetActivityTask', { activityArn });
    const waiting = await testMachines.start(machine, 'waiting');
    await testMachines.until(waiting, () => has(waiting, 'ActivityScheduled'));

    await restart();
    const next = await testMachines.call<{ taskToken: string; input: string }>('GetActivityTask', { activityArn });
    await testMachines.call('SendTaskSuccess', { taskToken, output: '1' });
    await testMachines.call('SendTaskSuccess', { taskToken: next.taskToken, output: '2' });

    expect(next.input).toBe('"waiting"');
    expect((await testMachines.until(taken)).output).toBe('1');
    expect((await testMachines.until(waiting)).output).toBe('2');
  });

  it('continues a redrive that was stored before the server ended, and not yet begun', async () => {
    const executionArn = await testMachines.start(await testMachines.create({ No: { Type: 'Fail', Error: 'No' } }));
    await testMachines.until(executionArn);
    await testMachines.emulator.close();
    // What RedriveExecution stores before the engine receives the redrive.
    const database = new DatabaseSync(join(dataDir, 'store.sqlite'));
    database
      .prepare(
        `UPDATE execution SET status = 'RUNNING', stop_date = NULL, error = NULL, cause = NULL,
         redrive_count = redrive_count + 1, redrive_date = start_date WHERE arn = ?`,
      )
      .run(executionArn);
    database.close();

    testMachines = await TestMachines.reopen(dataDir);
    const { redriveCount } = await testMachines.until(executionArn, async ({ status }) => status === 'FAILED');

    expect(redriveCount).toBe(1);
    expect((await testMachines.history(executionArn)).map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'FailStateEntered',
      'ExecutionFailed',
      'ExecutionRedriven',
      'ExecutionFailed',
    ]);
  });

  it('ends an execution at which the earlier server had not begun', async () => {
    const executionArn = await testMachines.start(
      await testMachines.create({ No: { Type: 'Fail', Error: 'No', Cause: 'never' } }),
    );
    await testMachines.until(executionArn);
    await testMachines.emulator.close();
    // What StartExecution stores before the engine receives the start.
    const database = new DatabaseSync(join(dataDir, 'store.sqlite'));
    const { id } = database.prepare('SELECT id FROM execution WHERE arn = ?').get(executionArn) as { id: number };
    database.prepare('DELETE FROM history WHERE execution = ?').run(id);
    database
      .prepare("UPDATE execution SET status = 'RUNNING', stop_date = NULL, error = NULL, cause = NULL WHERE id = ?")
      .run(id);
    database.close();

    testMachines = await TestMachines.reopen(dataDir);

    expect(await testMachines.describe(executionArn)).toMatchObject({ status: 'FAILED', error: 'No', cause: 'never' });
    expect((await testMachines.history(executionArn)).map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'FailStateEntered',
      'ExecutionFailed',
    ]);
  });

  it('fails an execution whose history another engine recorded, and names the event', async () => {
    const executionArn = await testMachines.start(
      await testMachines.create({ Hold: { Type: 'Wait', Seconds: 1000, End: true } }),
    );
    await testMachines.until(executionArn, () => has(executionArn, 'WaitStateEntered'));
    await testMachines.emulator.close();
    const database = new DatabaseSync(join(dataDir, 'store.sqlite'));
    const { id } = database.prepare('SELECT id FROM execution WHERE arn = ?').get(executionArn) as { id: number };
    database
      .prepare("UPDATE history SET events = replace(events, 'WaitStateEntered', 'PassStateEntered') WHERE execution = ?")
      .run(id);
    database.prepare('UPDATE execution SET engine = NULL WHERE id = ?').run(id);
    database.close();

    testMachines = await TestMachines.reopen(dataDir);

    expect(await testMachines.describe(executionArn)).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: expect.stringMatching(/from event 2 on, engine \S+ does not repeat the history that an older engine recorded\.$/),
    });
  });

  it('takes over the execution that .sync waits for', async () => {
    const child = await testMachines.create({ Hold: { Type: 'Wait', Seconds: 1, End: true } });
    const executionArn = await testMachines.start(
      await testMachines.create({
        Call: {
          Type: 'Task',
          Resource: 'arn:aws:states:::states:startExecution.sync:2',
          Parameters: { StateMachineArn: child, Input: 7 },
          ResultSelector: { 'output.$': '$.Output' },
          End: true,
        },
      }),
    );
    await testMachines.until(executionArn, () => has(executionArn, 'TaskSubmitted'));

    await restart();

    expect((await testMachines.until(executionArn)).output).toBe('{"output":7}');
    const { executions } = await testMachines.call<{ executions: object[] }>('ListExecutions', { stateMachineArn: child });
    expect(executions).toHaveLength(1);
  });

  it.each(['STANDARD', 'EXPRESS'])('continues with the %s children of a Map Run', async (ExecutionType) => {
    const hold = { StartAt: 'Hold', States: { Hold: { Type: 'Wait', Seconds: 1, End: true } } };
    const executionArn = await testMachines.start(
      await testMachines.create({
        Each: {
          Type: 'Map',
          ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType }, ...hold },
          MaxConcurrency: 2,
          End: true,
        },
      }),
      [1, 2, 3],
    );
    await testMachines.until(executionArn, () => has(executionArn, 'MapRunStarted'));

    await restart();

    expect((await testMachines.until(executionArn)).output).toBe('[1,2,3]');
    const { mapRuns } = await testMachines.call<{ mapRuns: { mapRunArn: string }[] }>('ListMapRuns', { executionArn });
    expect(await testMachines.call('DescribeMapRun', { mapRunArn: mapRuns[0]?.mapRunArn })).toMatchObject({
      executionCounts: { total: 3, succeeded: 3 },
    });
  });

  it('redrives an execution that failed before', async () => {
    const activity = 'arn:aws:states:us-east-1:000000000000:activity:after-restart';
    const failed = await testMachines.run({
      Look: {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:sfn:describeActivity',
        Parameters: { ActivityArn: activity },
        ResultPath: null,
        End: true,
      },
    });
    await restart();
    await testMachines.call('CreateActivity', { name: 'after-restart' });

    await testMachines.call('RedriveExecution', { executionArn: failed.executionArn, clientToken: 'once' });
    await testMachines.call('RedriveExecution', { executionArn: failed.executionArn, clientToken: 'once' });

    expect(await testMachines.until(failed.executionArn)).toMatchObject({ status: 'SUCCEEDED', redriveCount: 1 });
  });

  it('removes a state machine whose deletion had begun', async () => {
    const stateMachineArn = await testMachines.create({ Hold: { Type: 'Wait', Seconds: 1, End: true } });
    await testMachines.start(stateMachineArn);
    await testMachines.call('DeleteStateMachine', { stateMachineArn });

    await restart();

    await expect
      .poll(() => testMachines.call('DescribeStateMachine', { stateMachineArn }).catch(({ code }) => code), { timeout: 60_000 })
      .toBe('StateMachineDoesNotExist');
  });
});
