import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

  it('offers activity tasks that nobody had taken, and takes the tokens of those that somebody had', async () => {
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

  it.each(['STANDARD', 'EXPRESS'])('goes on with the %s children of a Map Run', async (ExecutionType) => {
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
      .poll(() => room.call('DescribeStateMachine', { stateMachineArn }).catch(({ code }) => code), { timeout: 5000 })
      .toBe('StateMachineDoesNotExist');
  });
});
