import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoppedClock } from '../test-emulator.ts';
import { MachineRoom } from './machine-room.ts';

const PASS = { Done: { Type: 'Pass', End: true } };
const HOLD = { Hold: { Type: 'Wait', Seconds: 1000, End: true } };
const FAIL = { No: { Type: 'Fail', Error: 'No' } };
const DAY = 86_400_000;

let room: MachineRoom;
beforeAll(async () => {
  room = await MachineRoom.open();
});
afterAll(() => room[Symbol.asyncDispose]());

describe('DescribeExecution', () => {
  it('shows the trace header that the execution was started with', async () => {
    const traceHeader = 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1';
    const { executionArn } = await room.call<{ executionArn: string }>('StartExecution', {
      stateMachineArn: await room.create(PASS),
      traceHeader,
    });

    expect(await room.until(executionArn)).toMatchObject({ traceHeader });
  });

  it('leaves input and output out of the metadata', async () => {
    const { executionArn } = await room.run(PASS, { secret: 1 });

    const described = await room.call('DescribeExecution', { executionArn, includedData: 'METADATA_ONLY' });

    expect(described).toMatchObject({ inputDetails: { included: false }, outputDetails: { included: false } });
    expect(JSON.stringify(described)).not.toContain('secret');
  });

  it.each([
    ['14 days after its end', 0, 15 * DAY, 'Execution redrivable period exceeded'],
    ['a year after its start', 366 * DAY, 0, 'Execution has exceeded the max execution time'],
  ])('says that an execution cannot be redriven %s', async (_title, untilStop, afterStop, redriveStatusReason) => {
    const clock = new StoppedClock();
    await using late = await MachineRoom.open({ clock });
    const executionArn = await late.start(await late.create(HOLD));
    clock.advance(untilStop);
    await late.call('StopExecution', { executionArn });
    clock.advance(afterStop);

    expect(await late.describe(executionArn)).toMatchObject({ redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason });
    await expect(late.call('RedriveExecution', { executionArn })).rejects.toMatchObject({
      code: 'ExecutionNotRedrivable',
      message: redriveStatusReason,
    });
  });
});

describe('StartSyncExecution', () => {
  it('returns the error and the cause of an execution that failed', async () => {
    const stateMachineArn = await room.create({ No: { Type: 'Fail', Error: 'No', Cause: 'never' } }, 'EXPRESS');

    const result = await room.call('StartSyncExecution', { stateMachineArn });

    expect(result).toMatchObject({ status: 'FAILED', error: 'No', cause: 'never', billingDetails: { billedMemoryUsedInMB: 64 } });
    expect(result).not.toHaveProperty('output');
  });
});

describe('GetExecutionHistory', () => {
  it('shows the variables that a state assigns', async () => {
    const { executionArn } = await room.run({ Keep: { Type: 'Pass', Assign: { kept: { a: 1 } }, End: true } });

    const exited = (await room.history(executionArn)).find(({ type }) => type === 'PassStateExited');

    expect(exited?.['stateExitedEventDetails']).toMatchObject({
      assignedVariables: { kept: '{"a":1}' },
      assignedVariablesDetails: { truncated: false },
    });
  });
});

describe('An activity task', () => {
  const work = async (name: string): Promise<readonly [activityArn: string, executionArn: string]> => {
    const { activityArn } = await room.call<{ activityArn: string }>('CreateActivity', { name });
    return [activityArn, await room.start(await room.create({ Work: { Type: 'Task', Resource: activityArn, End: true } }))];
  };

  it('may fail without an error or a cause', async () => {
    const [activityArn, executionArn] = await work('silent');
    const { taskToken } = await room.call('GetActivityTask', { activityArn });

    await room.call('SendTaskFailure', { taskToken });

    const failed = await room.until(executionArn);
    expect(failed).toMatchObject({ status: 'FAILED' });
    expect(failed.error).toBeUndefined();
  });

  it('is void when the execution is stopped while a worker has it', async () => {
    const [activityArn, executionArn] = await work('void');
    const { taskToken } = await room.call('GetActivityTask', { activityArn });

    await room.call('StopExecution', { executionArn });

    await expect(room.call('SendTaskSuccess', { taskToken, output: '1' })).rejects.toMatchObject({ code: 'TaskTimedOut' });
  });

  it('stays for the next worker when a request is over before it asks', async () => {
    const [activityArn, executionArn] = await work('over');
    await room.until(executionArn, async () =>
      (await room.history(executionArn)).some(({ type }) => type === 'ActivityScheduled'),
    );

    expect(await room.call('GetActivityTask', { activityArn }, AbortSignal.abort())).toEqual({});
    expect(await room.call('GetActivityTask', { activityArn })).toMatchObject({ input: '{}' });
  });
});

describe('UpdateStateMachine', () => {
  it('changes the role alone, and the configurations alone', async () => {
    const stateMachineArn = await room.create(PASS);
    const before = await room.call('DescribeStateMachine', { stateMachineArn });

    await room.call('UpdateStateMachine', { stateMachineArn, roleArn: room.roleArn });
    await room.call('UpdateStateMachine', { stateMachineArn, tracingConfiguration: { enabled: true } });
    await room.call('UpdateStateMachine', { stateMachineArn, loggingConfiguration: {} });

    expect(await room.call('DescribeStateMachine', { stateMachineArn })).toMatchObject({
      definition: before['definition'],
      roleArn: room.roleArn,
      tracingConfiguration: { enabled: true },
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
    });
  });
});

describe('ListStateMachineAliases', () => {
  it('lists those that route to a version', async () => {
    const stateMachineArn = await room.create(PASS, 'STANDARD', { publish: true });
    await room.call('UpdateStateMachine', { stateMachineArn, definition: definitionOf(FAIL), publish: true });
    for (const [name, version] of [
      ['blue', 1],
      ['green', 2],
    ] as const)
      await room.call('CreateStateMachineAlias', {
        name,
        routingConfiguration: [{ stateMachineVersionArn: `${stateMachineArn}:${version}`, weight: 100 }],
      });

    const listed = await room.call('ListStateMachineAliases', { stateMachineArn: `${stateMachineArn}:2` });

    expect(listed['stateMachineAliases']).toMatchObject([{ stateMachineAliasArn: `${stateMachineArn}:green` }]);
  });
});

describe('ValidateStateMachineDefinition', () => {
  const WARNED = { StartAt: 'Call', States: { Call: { Type: 'Pass', Result: { 'a.$': '$.a' }, End: true } } };

  it('lists warnings where they are asked for', async () => {
    const definition = JSON.stringify(WARNED);

    expect(await room.call('ValidateStateMachineDefinition', { definition })).toMatchObject({ result: 'OK', diagnostics: [] });
    expect(await room.call('ValidateStateMachineDefinition', { definition, severity: 'WARNING' })).toMatchObject({
      result: 'OK',
      diagnostics: [{ severity: 'WARNING' }],
    });
  });

  it('lists as many diagnostics as are asked for, and says that there are more', async () => {
    const definition = JSON.stringify({
      StartAt: 'A',
      States: { A: { Type: 'Pass', Next: 'B' }, C: { Type: 'Pass', Next: 'D' } },
    });

    const { diagnostics, truncated } = await room.call('ValidateStateMachineDefinition', { definition, maxResults: 1 });

    expect(diagnostics).toHaveLength(1);
    expect(truncated).toBe(true);
    expect(await room.call('ValidateStateMachineDefinition', { definition, maxResults: 0 })).toMatchObject({ truncated: false });
  });
});

describe('CreateStateMachine', () => {
  const branch = (Resource: string): object => ({
    StartAt: 'Call',
    States: { Call: { Type: 'Task', Resource: `arn:aws:states:::aws-sdk:${Resource}`, End: true } },
  });

  it('finds unknown SDK actions in branches and item processors', async () => {
    const both = { Both: { Type: 'Parallel', Branches: [branch('sqs:listQueues'), branch('sqs:fly')], End: true } };
    const each = { Each: { Type: 'Map', ItemProcessor: branch('sqs:fly'), End: true } };

    await expect(room.create(both)).rejects.toMatchObject({
      code: 'InvalidDefinition',
      message: expect.stringContaining('at /States/Both/Branches[1]/States/Call/Resource'),
    });
    await expect(room.create(each)).rejects.toMatchObject({
      message: expect.stringContaining('at /States/Each/ItemProcessor/States/Call/Resource'),
    });
  });

  it.each([{ No: 5 }, { No: { Type: 'Parallel', Branches: 'none', End: true } }])('refuses the states %j', async (states) => {
    await expect(room.create(states)).rejects.toMatchObject({ code: 'InvalidDefinition' });
  });
});

describe('A role', () => {
  it('may start the executions of an alias alone', async () => {
    const { aws, rootCaller: caller } = room.emulator;
    const stateMachineArn = await room.create(PASS, 'STANDARD', { publish: true });
    const { stateMachineAliasArn } = await room.call('CreateStateMachineAlias', {
      name: 'live',
      routingConfiguration: [{ stateMachineVersionArn: `${stateMachineArn}:1`, weight: 100 }],
    });
    const Trust = { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const { Role } = await aws.call<{ Role: { Arn: string } }>(
      'iam',
      'CreateRole',
      { RoleName: 'starter', AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [Trust] }) },
      { caller },
    );
    const Condition = { StringEquals: { 'states:StateMachineQualifier': 'live' } };
    const Statement = [{ Effect: 'Allow', Action: 'states:StartExecution', Resource: '*', Condition }];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await aws.call('iam', 'PutRolePolicy', { RoleName: 'starter', PolicyName: 'live', PolicyDocument }, { caller });
    const startAs = async (StateMachineArn: unknown): Promise<string> => {
      const Start = {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:sfn:startExecution',
        Parameters: { StateMachineArn },
        End: true,
      };
      return (await room.until(await room.start(await room.create({ Start }, 'STANDARD', { roleArn: Role.Arn })))).status;
    };

    expect(await startAs(stateMachineAliasArn)).toBe('SUCCEEDED');
    expect(await startAs(stateMachineArn)).toBe('FAILED');
  });
});

const definitionOf = (states: object): string => JSON.stringify({ StartAt: Object.keys(states)[0], States: states });
