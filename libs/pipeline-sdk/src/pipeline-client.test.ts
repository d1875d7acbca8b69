import type { SFNClient } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { PipelineClient } from './pipeline-client.ts';

const STATE_MACHINE = 'arn:aws:states:eu-west-1:123456789012:stateMachine:m';
const EXECUTION = 'arn:aws:states:eu-west-1:123456789012:execution:m:e';

describe('PipelineClient', () => {
  it.each([
    [{ stateMachinArn: STATE_MACHINE }, 'PipelineClient has no option stateMachinArn; did you mean stateMachineArn?'],
    [{ region: 'eu-west-1' }, 'PipelineClient needs stateMachineArn or stackName'],
    [
      { stateMachineArn: 'm' },
      'stateMachineArn is not the ARN of a state machine: m (it would be arn:aws:states:REGION:ACCOUNT:stateMachine:NAME)',
    ],
    [{ stateMachineArn: EXECUTION }, 'stateMachineArn is not the ARN of a state machine'],
    [{ stateMachineArn: STATE_MACHINE, region: 'us-east-1' }, 'region is us-east-1, and the state machine is in eu-west-1'],
  ])('refuses %j', (options, message) => {
    expect(() => new PipelineClient(options as never)).toThrow(message);
  });

  it('refuses an ARN that is not one of an execution', () => {
    const pipeline = new PipelineClient({ stateMachineArn: STATE_MACHINE });

    expect(() => pipeline.execution(STATE_MACHINE)).toThrow(/^Not the ARN of an execution.*execution:STATE_MACHINE:NAME/);
  });

  it.each(['', 'a b', 'a/b', 'x'.repeat(81)])('refuses the name %j before any call', async (name) => {
    const pipeline = new PipelineClient({ stateMachineArn: STATE_MACHINE });

    await expect(pipeline.startExecution({}, { name })).rejects.toMatchObject({
      name: 'InvalidPipelineInputError',
      issues: [{ path: 'name' }],
    });
  });

  it('refuses unknown options of its methods', async () => {
    const pipeline = new PipelineClient({ stateMachineArn: STATE_MACHINE });

    await expect(pipeline.startExecution({}, { nam: 'x' } as never)).rejects.toThrow(/^startExecution has no option nam;.*name/);
    await expect(pipeline.listExecutions({ state: 'FAILED' } as never).next()).rejects.toThrow('did you mean status?');
  });

  it('repeats a call that AWS throttles', async () => {
    const throttled = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
    const ended = { id: 1, type: 'ExecutionSucceeded', timestamp: new Date(), executionSucceededEventDetails: { output: '{}' } };
    let looks = 0;
    const send = async (): Promise<object> => {
      looks += 1;
      if (looks <= 3) throw throttled;
      return { events: [ended] };
    };
    const pipeline = new PipelineClient({ stateMachineArn: STATE_MACHINE, clients: { sfn: { send } as unknown as SFNClient } });
    const types: string[] = [];

    for await (const { type } of pipeline.execution(EXECUTION).events({ pollIntervalMillis: 1 })) types.push(type);

    expect(types).toEqual(['ExecutionEnded']);
    expect(looks).toBe(4);
  });

  it('says so when the execution is of another state machine', async () => {
    const ended = {
      id: 1,
      type: 'ExecutionSucceeded',
      timestamp: new Date(),
      executionSucceededEventDetails: { output: '{"a":1}' },
    };
    const sfn = { send: async () => ({ events: [ended] }) } as unknown as SFNClient;
    const pipeline = new PipelineClient({ stateMachineArn: STATE_MACHINE, clients: { sfn } });

    await expect(pipeline.execution(EXECUTION).result()).rejects.toThrow('it has no EndpointName, EndpointConfigName');
  });
});
