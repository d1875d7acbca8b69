import { until } from '@stepmaker/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestMachines } from './test-machines.ts';

let testMachines: TestMachines;
const log: string[] = [];
beforeAll(async () => {
  testMachines = await TestMachines.open({ log: (_level, message) => log.push(message) });
});
afterAll(() => testMachines[Symbol.asyncDispose]());

const traced = { tracingConfiguration: { enabled: true } };
const traces = async (TraceIds: readonly string[]): Promise<readonly { Segments: readonly { Document: string }[] }[]> => {
  const options = { caller: testMachines.emulator.rootCaller };
  type Answer = { Traces: readonly { Segments: readonly { Document: string }[] }[] };
  return (await testMachines.emulator.aws.call<Answer>('xray', 'BatchGetTraces', { TraceIds }, options)).Traces;
};

describe('The trace of an execution', () => {
  it.each([
    ['that succeeds has no fault', { Done: { Type: 'Pass', End: true } }, undefined],
    ['that fails has a fault', { No: { Type: 'Fail', Error: 'No' } }, true],
  ])('%s', async (title, states, fault) => {
    const id = `1-5759e988-bd862e3fe1be46a9942727${title.length}`;
    const stateMachineArn = await testMachines.create(states, 'STANDARD', traced);

    const { executionArn } = await testMachines.call('StartExecution', { stateMachineArn, traceHeader: `Root=${id};Sampled=1` });

    const [trace] = await until(async () => {
      const found = await traces([id]);
      return found.length > 0 && found;
    });
    const segment = JSON.parse(trace?.Segments[0]?.Document ?? '');
    expect(segment).toMatchObject({ trace_id: id, aws: { execution_arn: executionArn, region: 'us-east-1' } });
    expect(segment.fault).toBe(fault);
  });

  it('is missing where the role may not write it, and the execution succeeds', async () => {
    const options = { caller: testMachines.emulator.rootCaller };
    const policy = { RoleName: 'machine-role', PolicyName: 'no-traces' };
    const Statement = { Effect: 'Deny', Action: 'xray:*', Resource: '*' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    const id = '1-5759e988-bd862e3fe1be46a994272700';
    const stateMachineArn = await testMachines.create({ Done: { Type: 'Pass', End: true } }, 'STANDARD', traced);
    await testMachines.emulator.aws.call('iam', 'PutRolePolicy', { ...policy, PolicyDocument }, options);

    const { executionArn } = await testMachines.call('StartExecution', { stateMachineArn, traceHeader: `Root=${id}` });

    expect(await testMachines.until(String(executionArn))).toMatchObject({ status: 'SUCCEEDED' });
    await until(() => log.some((line) => line.startsWith(`${executionArn} left no trace: `)));
    await testMachines.emulator.aws.call('iam', 'DeleteRolePolicy', policy, options);
    expect(await traces([id])).toEqual([]);
  });
});

describe('Many state machines', () => {
  it('run, each its own definition, where more are used than are kept in memory', async () => {
    const machines = await Promise.all(
      Array.from({ length: 205 }, (_, Result) => testMachines.create({ Done: { Type: 'Pass', Result, End: true } })),
    );

    for (let round = 1; round <= 2; round += 1) {
      const executions = await Promise.all(machines.map((machine) => testMachines.start(machine)));
      const outputs = await Promise.all(executions.map(async (executionArn) => (await testMachines.until(executionArn)).output));
      expect(outputs).toEqual(machines.map((_, index) => `${index}`));
    }
  });
});
