import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  InvalidDefinition,
  ListStateMachinesCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  TestStateCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestMachines } from './test-machines.ts';

let testMachines: TestMachines;
let client: SFNClient;
beforeAll(async () => {
  testMachines = await TestMachines.open();
  client = new SFNClient({
    endpoint: testMachines.emulator.endpointUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    disableHostPrefix: true,
  });
});
afterAll(async () => {
  client.destroy();
  await testMachines[Symbol.asyncDispose]();
});

const PASS = JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Pass', End: true } } });

describe('the AWS SDK', () => {
  it('creates, starts, follows and lists as on AWS', async () => {
    const { stateMachineArn, creationDate } = await client.send(
      new CreateStateMachineCommand({ name: 'wire', definition: PASS, roleArn: testMachines.roleArn }),
    );
    const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, input: '{"a":"ü"}' }));
    await testMachines.until(executionArn ?? '');

    const execution = await client.send(new DescribeExecutionCommand({ executionArn }));
    const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
    const { stateMachines = [] } = await client.send(new ListStateMachinesCommand({}));

    expect(creationDate).toBeInstanceOf(Date);
    expect(execution).toMatchObject({ status: 'SUCCEEDED', output: '{"a":"ü"}', outputDetails: { included: true } });
    expect(events.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'PassStateEntered',
      'PassStateExited',
      'ExecutionSucceeded',
    ]);
    expect(events[1]?.timestamp).toBeInstanceOf(Date);
    expect(events[1]?.stateEnteredEventDetails).toEqual({
      name: 'Done',
      input: '{"a":"ü"}',
      inputDetails: { truncated: false },
    });
    expect(stateMachines.map(({ name }) => name)).toContain('wire');
  });

  it('throws the modelled errors', async () => {
    const definition = JSON.stringify({ States: {} });

    await expect(
      client.send(new CreateStateMachineCommand({ name: 'bad', definition, roleArn: testMachines.roleArn })),
    ).rejects.toBeInstanceOf(InvalidDefinition);
    await expect(
      client.send(new DescribeExecutionCommand({ executionArn: 'arn:aws:states:us-east-1:000000000000:execution:wire:none' })),
    ).rejects.toBeInstanceOf(ExecutionDoesNotExist);
  });

  it('runs Express machines synchronously', async () => {
    const { stateMachineArn } = await client.send(
      new CreateStateMachineCommand({ name: 'express', definition: PASS, roleArn: testMachines.roleArn, type: 'EXPRESS' }),
    );

    const result = await client.send(new StartSyncExecutionCommand({ stateMachineArn, input: '[1]' }));

    expect(result).toMatchObject({ status: 'SUCCEEDED', output: '[1]', billingDetails: { billedMemoryUsedInMB: 64 } });
  });

  it('tests a state with a mock, and refuses a mock that the API would never answer', async () => {
    const definition = JSON.stringify({
      Type: 'Task',
      Resource: 'arn:aws:states:::sagemaker:createTrainingJob',
      Parameters: {},
      ResultSelector: { 'arn.$': '$.TrainingJobArn' },
      Next: 'Evaluate',
    });
    const arn = 'arn:aws:sagemaker:us-east-1:000000000000:training-job/a';

    const result = await client.send(
      new TestStateCommand({ definition, mock: { result: JSON.stringify({ TrainingJobArn: arn }) } }),
    );

    expect(result).toMatchObject({ status: 'SUCCEEDED', output: JSON.stringify({ arn }), nextState: 'Evaluate' });
    await expect(client.send(new TestStateCommand({ definition, mock: { result: '{}' } }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: "Mock result schema validation error: Required field 'TrainingJobArn' is missing",
    });
    await expect(client.send(new TestStateCommand({ definition }))).rejects.toMatchObject({
      message: 'RoleArn must be specified when testing a Task state',
    });
  });
});
