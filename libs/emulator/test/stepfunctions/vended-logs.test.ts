import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestMachines } from './test-machines.ts';

let testMachines: TestMachines;
beforeAll(async () => {
  testMachines = await TestMachines.open();
});
afterAll(() => testMachines[Symbol.asyncDispose]());

const FAILING = { Look: { Type: 'Pass', Next: 'Give up' }, 'Give up': { Type: 'Fail', Error: 'Broken', Cause: 'it fell' } };

async function logged(level: string, includeExecutionData: boolean, types: number): Promise<{ type: string; details: object }[]> {
  const logGroupName = `/aws/vendedlogs/states/${level}-${includeExecutionData}`;
  const caller = testMachines.emulator.rootCaller;
  await testMachines.emulator.aws.call('logs', 'CreateLogGroup', { logGroupName }, { caller });
  const logGroupArn = `arn:aws:logs:us-east-1:000000000000:log-group:${logGroupName}:*`;
  const machine = await testMachines.create(FAILING, 'STANDARD', {
    loggingConfiguration: { level, includeExecutionData, destinations: [{ cloudWatchLogsLogGroup: { logGroupArn } }] },
  });
  await testMachines.until(await testMachines.start(machine, { secret: 1 }));
  let events: { message: string }[] = [];
  await expect
    .poll(async () => {
      ({ events } = await testMachines.emulator.aws.call<{ events: { message: string }[] }>(
        'logs',
        'FilterLogEvents',
        { logGroupName },
        { caller },
      ));
      return events.length;
    })
    .toBe(types);
  return events.map(({ message }) => JSON.parse(message));
}

describe('vended logs', () => {
  it('hold every event at level ALL, with data', async () => {
    const events = await logged('ALL', true, 5);

    expect(events.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'PassStateEntered',
      'PassStateExited',
      'FailStateEntered',
      'ExecutionFailed',
    ]);
    expect(events[0]).toMatchObject({
      id: '1',
      previous_event_id: '0',
      redrive_count: '0',
      event_timestamp: expect.stringMatching(/^\d{13}$/),
      execution_arn: expect.stringContaining(':execution:'),
      details: { input: '{"secret":1}', inputDetails: { truncated: false }, roleArn: testMachines.roleArn },
    });
  });

  it('hold no data unless asked for', async () => {
    expect(JSON.stringify(await logged('ALL', false, 5))).not.toContain('secret');
  });

  it('hold failures at level ERROR, and the end at level FATAL', async () => {
    expect((await logged('ERROR', true, 2)).map(({ type }) => type)).toEqual(['FailStateEntered', 'ExecutionFailed']);
    expect((await logged('FATAL', true, 1)).map(({ type }) => type)).toEqual(['ExecutionFailed']);
  });

  it('hold nothing at level ERROR of executions that succeed, and failures of the same moment in one stream', async () => {
    const options = { caller: testMachines.emulator.rootCaller };
    const logGroupName = '/aws/vendedlogs/states/picky';
    await testMachines.emulator.aws.call('logs', 'CreateLogGroup', { logGroupName }, options);
    const logGroupArn = `arn:aws:logs:us-east-1:000000000000:log-group:${logGroupName}:*`;
    const states = {
      'Two?': { Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: 2, Next: 'No' }], Default: 'Yes' },
      No: { Type: 'Fail', Error: 'Two' },
      Yes: { Type: 'Pass', End: true },
    };
    const machine = await testMachines.create(states, 'STANDARD', {
      loggingConfiguration: { level: 'ERROR', destinations: [{ cloudWatchLogsLogGroup: { logGroupArn } }] },
    });
    const messages = async (): Promise<string[]> => {
      type Events = { events: { message: string }[] };
      const { events } = await testMachines.emulator.aws.call<Events>('logs', 'FilterLogEvents', { logGroupName }, options);
      return events.map(({ message }) => message);
    };

    const executions = await Promise.all([1, 2, 2].map((item) => testMachines.start(machine, item)));
    await Promise.all(executions.map((executionArn) => testMachines.until(executionArn)));
    await expect.poll(async () => (await messages()).length).toBe(4);
    await testMachines.until(await testMachines.start(machine, 2));
    await expect.poll(async () => (await messages()).length).toBe(6);

    expect((await messages()).filter((message) => message.includes(executions[0] as string))).toEqual([]);
    const { logStreams } = await testMachines.emulator.aws.call('logs', 'DescribeLogStreams', { logGroupName }, options);
    expect(logStreams).toHaveLength(1);
  });
});
