import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestMachines } from './test-machines.ts';

const BUCKET = 'restart-memory';
const dataDir = mkdtempSync(join(tmpdir(), 'stepmaker-memory-'));

let testMachines: TestMachines;
let activity: string;
beforeAll(async () => {
  testMachines = await TestMachines.open({ dataDir });
  await s3('CreateBucket', { Bucket: BUCKET });
  await s3('PutObject', { Bucket: BUCKET, Key: 'items.json', Body: Buffer.from('[1,2]') });
  ({ activityArn: activity } = await testMachines.call<{ activityArn: string }>('CreateActivity', { name: 'hold' }));
});
afterAll(() => testMachines[Symbol.asyncDispose]());

const s3 = (operation: string, input: object): Promise<unknown> =>
  testMachines.emulator.aws.call('s3', operation, input, { caller: testMachines.emulator.rootCaller });

/** Runs states up to an activity, starts another server, and finishes the activity there. Answers the types of the events. */
async function acrossRestart(states: Readonly<Record<string, object>>): Promise<readonly string[]> {
  const machine = await testMachines.create({ ...states, Hold: { Type: 'Task', Resource: activity, End: true } });
  const executionArn = await testMachines.start(machine);
  const { taskToken } = await testMachines.call('GetActivityTask', { activityArn: activity });
  const before = await testMachines.history(executionArn);

  await testMachines.emulator.close();
  testMachines = await TestMachines.reopen(dataDir);
  await testMachines.call('SendTaskSuccess', { taskToken, output: '"done"' });

  expect(await testMachines.until(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '"done"' });
  const after = await testMachines.history(executionArn);
  expect(after.slice(0, before.length)).toEqual(before);
  return after.map(({ type }) => type);
}

const caught = { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Hold' }], Next: 'Hold' };
const map = (states: Readonly<Record<string, object>>, more: object): object => ({
  Type: 'Map',
  Label: 'Each',
  ItemProcessor: {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: Object.keys(states)[0],
    States: states,
  },
  ...caught,
  ...more,
});
const PASS = { One: { Type: 'Pass', End: true } };
const reader = (Key: string): object => ({
  ItemReader: {
    Resource: 'arn:aws:states:::s3:getObject',
    ReaderConfig: { InputType: 'JSON' },
    Parameters: { Bucket: BUCKET, Key },
  },
});
const writer = (Bucket: string): object => ({
  ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket } },
});

describe('A restarted server remembers', () => {
  it('the items that a Map Run has read and the results that it has written', async () => {
    const types = await acrossRestart({ Each: map(PASS, { ...reader('items.json'), ...writer(BUCKET) }) });

    expect(types.filter((type) => type.startsWith('MapRun'))).toEqual(['MapRunStarted', 'MapRunSucceeded']);
  });

  it.each([
    ['items could not be read', reader('none.json')],
    ['results could not be written', { ItemsPath: '$.items', ...writer('no-such-bucket') }],
  ])('that %s', async (_title, more) => {
    const types = await acrossRestart({
      Items: { Type: 'Pass', Result: { items: [1] }, Next: 'Each' },
      Each: map(PASS, more),
    });

    expect(types.filter((type) => type.startsWith('MapRun'))).toEqual(['MapRunStarted', 'MapRunFailed']);
  });

  it('that the children of a failed Map Run are stopped', async () => {
    const children = {
      'Two?': { Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: 2, Next: 'No' }], Default: 'Wait' },
      No: { Type: 'Fail', Error: 'Two' },
      Wait: { Type: 'Wait', Seconds: 1000, End: true },
    };

    const types = await acrossRestart({ Each: map(children, reader('items.json')) });

    expect(types.filter((type) => type.startsWith('MapRun'))).toEqual(['MapRunStarted', 'MapRunFailed']);
  });

  it('that a task has timed out and that the branches beside a failed one are cancelled', async () => {
    const { activityArn } = await testMachines.call('CreateActivity', { name: 'never' });
    const alone = (name: string, state: object): object => ({ StartAt: name, States: { [name]: state } });
    const types = await acrossRestart({
      Slow: {
        Type: 'Task',
        Resource: activityArn,
        TimeoutSeconds: 1,
        Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Both' }],
        Next: 'Both',
      },
      Both: {
        Type: 'Parallel',
        Branches: [
          alone('Work', { Type: 'Task', Resource: activityArn, TimeoutSeconds: 1000, End: true }),
          alone('Wait', { Type: 'Wait', Seconds: 1000, End: true }),
          alone('No', { Type: 'Fail', Error: 'No' }),
        ],
        ...caught,
      },
    });

    expect(types).toContain('ActivityTimedOut');
    expect(types).toContain('ParallelStateFailed');
  });
});
