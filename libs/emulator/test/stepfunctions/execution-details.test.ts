import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoppedClock } from '../test-emulator.ts';
import { TestMachines } from './test-machines.ts';

const PASS = { Done: { Type: 'Pass', End: true } };
const HOLD = { Hold: { Type: 'Wait', Seconds: 1000, End: true } };
const FAIL = { No: { Type: 'Fail', Error: 'No' } };
const DAY = 86_400_000;

let testMachines: TestMachines;
beforeAll(async () => {
  testMachines = await TestMachines.open();
});
afterAll(() => testMachines[Symbol.asyncDispose]());

describe('DescribeExecution', () => {
  it('shows the trace header that the execution was started with', async () => {
    const traceHeader = 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1';
    const { executionArn } = await testMachines.call<{ executionArn: string }>('StartExecution', {
      stateMachineArn: await testMachines.create(PASS),
      traceHeader,
    });

    expect(await testMachines.until(executionArn)).toMatchObject({ traceHeader });
  });

  it('leaves input and output out of the metadata', async () => {
    const { executionArn } = await testMachines.run(PASS, { secret: 1 });

    const described = await testMachines.call('DescribeExecution', { executionArn, includedData: 'METADATA_ONLY' });

    expect(described).toMatchObject({ inputDetails: { included: false }, outputDetails: { included: false } });
    expect(JSON.stringify(described)).not.toContain('secret');
  });

  it.each([
    ['14 days after its end', 0, 15 * DAY, 'Execution redrivable period exceeded'],
    ['a year after its start', 366 * DAY, 0, 'Execution has exceeded the max execution time'],
  ])('says that an execution cannot be redriven %s', async (_title, untilStop, afterStop, redriveStatusReason) => {
    const clock = new StoppedClock();
    await using late = await TestMachines.open({ clock });
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
    const stateMachineArn = await testMachines.create({ No: { Type: 'Fail', Error: 'No', Cause: 'never' } }, 'EXPRESS');

    const result = await testMachines.call('StartSyncExecution', { stateMachineArn });

    expect(result).toMatchObject({ status: 'FAILED', error: 'No', cause: 'never', billingDetails: { billedMemoryUsedInMB: 64 } });
    expect(result).not.toHaveProperty('output');
  });
});

describe('GetExecutionHistory', () => {
  it('shows the variables that a state assigns', async () => {
    const { executionArn } = await testMachines.run({ Keep: { Type: 'Pass', Assign: { kept: { a: 1 } }, End: true } });

    const exited = (await testMachines.history(executionArn)).find(({ type }) => type === 'PassStateExited');

    expect(exited?.['stateExitedEventDetails']).toMatchObject({
      assignedVariables: { kept: '{"a":1}' },
      assignedVariablesDetails: { truncated: false },
    });
  });
});

describe('An activity task', () => {
  const work = async (name: string): Promise<readonly [activityArn: string, executionArn: string]> => {
    const { activityArn } = await testMachines.call<{ activityArn: string }>('CreateActivity', { name });
    return [
      activityArn,
      await testMachines.start(await testMachines.create({ Work: { Type: 'Task', Resource: activityArn, End: true } })),
    ];
  };

  it('may fail without an error or a cause', async () => {
    const [activityArn, executionArn] = await work('silent');
    const { taskToken } = await testMachines.call('GetActivityTask', { activityArn });

    await testMachines.call('SendTaskFailure', { taskToken });

    const failed = await testMachines.until(executionArn);
    expect(failed).toMatchObject({ status: 'FAILED' });
    expect(failed.error).toBeUndefined();
  });

  it('is void when the execution is stopped while a worker has it', async () => {
    const [activityArn, executionArn] = await work('void');
    const { taskToken } = await testMachines.call('GetActivityTask', { activityArn });

    await testMachines.call('StopExecution', { executionArn });

    await expect(testMachines.call('SendTaskSuccess', { taskToken, output: '1' })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
  });

  it('stays for the next worker when a request is over before it asks', async () => {
    const [activityArn, executionArn] = await work('over');
    await testMachines.until(executionArn, async () =>
      (await testMachines.history(executionArn)).some(({ type }) => type === 'ActivityScheduled'),
    );

    expect(await testMachines.call('GetActivityTask', { activityArn }, AbortSignal.abort())).toEqual({});
    expect(await testMachines.call('GetActivityTask', { activityArn })).toMatchObject({ input: '{}' });
  });
});

describe('UpdateStateMachine', () => {
  it('changes the role alone, and the configurations alone', async () => {
    const stateMachineArn = await testMachines.create(PASS);
    const before = await testMachines.call('DescribeStateMachine', { stateMachineArn });

    await testMachines.call('UpdateStateMachine', { stateMachineArn, roleArn: testMachines.roleArn });
    await testMachines.call('UpdateStateMachine', { stateMachineArn, tracingConfiguration: { enabled: true } });
    await testMachines.call('UpdateStateMachine', { stateMachineArn, loggingConfiguration: {} });

    expect(await testMachines.call('DescribeStateMachine', { stateMachineArn })).toMatchObject({
      definition: before['definition'],
      roleArn: testMachines.roleArn,
      tracingConfiguration: { enabled: true },
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
    });
  });
});

describe('ListStateMachineAliases', () => {
  it('lists those that route to a version', async () => {
    const stateMachineArn = await testMachines.create(PASS, 'STANDARD', { publish: true });
    await testMachines.call('UpdateStateMachine', { stateMachineArn, definition: definitionOf(FAIL), publish: true });
    for (const [name, version] of [
      ['blue', 1],
      ['green', 2],
    ] as const)
      await testMachines.call('CreateStateMachineAlias', {
        name,
        routingConfiguration: [{ stateMachineVersionArn: `${stateMachineArn}:${version}`, weight: 100 }],
      });

    const listed = await testMachines.call('ListStateMachineAliases', { stateMachineArn: `${stateMachineArn}:2` });

    expect(listed['stateMachineAliases']).toMatchObject([{ stateMachineAliasArn: `${stateMachineArn}:green` }]);
  });
});

describe('ValidateStateMachineDefinition', () => {
  const WARNED = { StartAt: 'Call', States: { Call: { Type: 'Pass', Result: { 'a.$': '$.a' }, End: true } } };

  it('lists warnings where they are asked for', async () => {
    const definition = JSON.stringify(WARNED);

    expect(await testMachines.call('ValidateStateMachineDefinition', { definition })).toMatchObject({
      result: 'OK',
      diagnostics: [],
    });
    expect(await testMachines.call('ValidateStateMachineDefinition', { definition, severity: 'WARNING' })).toMatchObject({
      result: 'OK',
      diagnostics: [{ severity: 'WARNING' }],
    });
  });

  it('lists as many diagnostics as are asked for, and says that there are more', async () => {
    const definition = JSON.stringify({
      StartAt: 'A',
      States: { A: { Type: 'Pass', Next: 'B' }, C: { Type: 'Pass', Next: 'D' } },
    });

    const { diagnostics, truncated } = await testMachines.call('ValidateStateMachineDefinition', { definition, maxResults: 1 });

    expect(diagnostics).toHaveLength(1);
    expect(truncated).toBe(true);
    expect(await testMachines.call('ValidateStateMachineDefinition', { definition, maxResults: 0 })).toMatchObject({
      truncated: false,
    });
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

    await expect(testMachines.create(both)).rejects.toMatchObject({
      code: 'InvalidDefinition',
      message: expect.stringContaining('at /States/Both/Branches[1]/States/Call/Resource'),
    });
    await expect(testMachines.create(each)).rejects.toMatchObject({
      message: expect.stringContaining('at /States/Each/ItemProcessor/States/Call/Resource'),
    });
  });

  it.each([{ No: 5 }, { No: { Type: 'Parallel', Branches: 'none', End: true } }])('refuses the states %j', async (states) => {
    await expect(testMachines.create(states)).rejects.toMatchObject({ code: 'InvalidDefinition' });
  });
});

describe('A role', () => {
  it('may start the executions of an alias alone', async () => {
    const { aws, rootCaller: caller } = testMachines.emulator;
    const stateMachineArn = await testMachines.create(PASS, 'STANDARD', { publish: true });
    const { stateMachineAliasArn } = await testMachines.call('CreateStateMachineAlias', {
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
      return (
        await testMachines.until(
          await testMachines.start(await testMachines.create({ Start }, 'STANDARD', { roleArn: Role.Arn })),
        )
      ).status;
    };

    expect(await startAs(stateMachineAliasArn)).toBe('SUCCEEDED');
    expect(await startAs(stateMachineArn)).toBe('FAILED');
  });
});

const definitionOf = (states: object): string => JSON.stringify({ StartAt: Object.keys(states)[0], States: states });
