import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestMachines } from './test-machines.ts';

let testMachines: TestMachines;
beforeAll(async () => {
  testMachines = await TestMachines.open();
});
afterAll(() => testMachines[Symbol.asyncDispose]());

const task = (Resource: string, Parameters: object): object => ({
  Call: { Type: 'Task', Resource: `arn:aws:states:::${Resource}`, Parameters, End: true },
});
const PASS = { Done: { Type: 'Pass', Result: { answer: 42 }, End: true } };
const FAIL = { Done: { Type: 'Fail', Error: 'Broken', Cause: 'it fell' } };

describe('states:startExecution', () => {
  it('.sync:2 gives the finished execution, with its output as JSON', async () => {
    const StateMachineArn = await testMachines.create(PASS);

    const { output } = await testMachines.run(task('states:startExecution.sync:2', { StateMachineArn, Input: { a: 1 } }));

    expect(JSON.parse(output ?? '')).toMatchObject({
      Status: 'SUCCEEDED',
      Input: { a: 1 },
      Output: { answer: 42 },
      StateMachineArn,
    });
  });

  it('.sync fails with the execution in the cause', async () => {
    const StateMachineArn = await testMachines.create(FAIL);

    const { status, error, cause } = await testMachines.run(task('states:startExecution.sync', { StateMachineArn }));

    expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.TaskFailed' });
    expect(JSON.parse(cause ?? '')).toMatchObject({ Status: 'FAILED', Error: 'Broken', Cause: 'it fell', Input: '{}' });
  });

  it('.sync stops the execution that no one waits for any more', async () => {
    const StateMachineArn = await testMachines.create({ Hold: { Type: 'Wait', Seconds: 1000, End: true } });
    const parent = await testMachines.start(
      await testMachines.create(task('states:startExecution.sync', { StateMachineArn, Name: 'held' })),
    );
    const child = `${StateMachineArn.replace(':stateMachine:', ':execution:')}:held`;
    await testMachines.until(parent, async () =>
      (await testMachines.history(parent)).some(({ type }) => type === 'TaskSubmitted'),
    );

    await testMachines.call('StopExecution', { executionArn: parent });

    expect((await testMachines.until(child)).status).toBe('ABORTED');
  });

  it('names the error as the AWS SDK for Java 1 does', async () => {
    const StateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:none';

    const { error, cause } = await testMachines.run(task('states:startExecution', { StateMachineArn }));

    expect(error).toBe('StepFunctions.StateMachineDoesNotExistException');
    expect(cause).toMatch(
      /^State Machine Does Not Exist: '.*none' \(Service: AWSStepFunctions; Status Code: 400; Error Code: StateMachineDoesNotExist; Request ID: [0-9a-f-]{36}; Proxy: null\)$/,
    );
  });
});

describe('aws-sdk', () => {
  it('spells members in PascalCase, dates in ISO and objects as texts', async () => {
    const StateMachineArn = await testMachines.create(PASS);

    const { output } = await testMachines.run(task('aws-sdk:sfn:startExecution', { StateMachineArn, Input: { a: 1 } }));

    const result = JSON.parse(output ?? '') as { ExecutionArn: string; StartDate: string };
    expect(Object.keys(result).sort()).toEqual(['ExecutionArn', 'StartDate']);
    expect(result.StartDate).toBe(new Date(result.StartDate).toISOString());
    expect((await testMachines.describe(result.ExecutionArn)).input).toBe('{"a":1}');
  });

  it('names errors as the AWS SDK for Java 2 does', async () => {
    const { error, cause } = await testMachines.run(
      task('aws-sdk:sfn:describeExecution', { ExecutionArn: 'arn:aws:states:us-east-1:000000000000:execution:a:b' }),
    );

    expect(error).toBe('Sfn.ExecutionDoesNotExistException');
    expect(cause).toMatch(/^Execution Does Not Exist: '.*' \(Service: Sfn, Status Code: 400, Request ID: [0-9a-f-]{36}\)$/);
  });

  it('reads and writes S3 objects as texts', async () => {
    const caller = testMachines.emulator.rootCaller;
    await testMachines.emulator.aws.call('s3', 'CreateBucket', { Bucket: 'machine-data' }, { caller });

    const { output } = await testMachines.run({
      Put: {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:s3:putObject',
        Parameters: { Bucket: 'machine-data', Key: 'a.json', Body: { a: 1 } },
        ResultPath: null,
        Next: 'Get',
      },
      Get: {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:s3:getObject',
        Parameters: { Bucket: 'machine-data', Key: 'a.json' },
        End: true,
      },
    });

    expect(JSON.parse(output ?? '')).toMatchObject({ Body: '{"a":1}', ContentLength: 7 });
  });

  it('is not scheduled with parameters that the operation does not have', async () => {
    const { executionArn, error, cause } = await testMachines.run(task('aws-sdk:sfn:describeExecution', { Execution: 'x' }));

    expect(error).toBe('States.Runtime');
    expect(cause).toBe(
      `An error occurred while executing the state 'Call' (entered at the event id #2). The Parameters '{"Execution":"x"}' could not be used to start the Task: [The field "Execution" is not supported by Step Functions, The field "ExecutionArn" is required but was missing]`,
    );
    expect((await testMachines.history(executionArn)).map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'ExecutionFailed',
    ]);
  });

  it.each(['aws-sdk:dynamodb:fetchItem', 'aws-sdk:dynamo:getItem', 'aws-sdk:dynamodb:GetItem'])('has no %s', async (resource) => {
    await expect(testMachines.create(task(resource, {}))).rejects.toMatchObject({
      code: 'InvalidDefinition',
      message: `Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: The resource provided arn:aws:states:::${resource} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. at /States/Call/Resource'`,
    });
  });

  it('checks the parameters of what it does not serve, and then says so by name', async () => {
    const key = { Key: { id: { S: '1' } } };

    const wrong = await testMachines.run(task('aws-sdk:dynamodb:getItem', key));
    const right = await testMachines.run(task('aws-sdk:dynamodb:getItem', { TableName: 't', ...key }));

    expect(wrong.cause).toContain('could not be used to start the Task: [The field "TableName" is required but was missing]');
    expect(right).toMatchObject({
      error: 'States.Runtime',
      cause: 'arn:aws:states:::aws-sdk:dynamodb:getItem is not served by the embedded AWS of Stepmaker',
    });
  });

  it('says which service it does not serve', async () => {
    const { error, cause } = await testMachines.run(task('dynamodb:getItem', { TableName: 't', Key: { id: { S: '1' } } }));

    expect(error).toBe('States.Runtime');
    expect(cause).toBe('arn:aws:states:::dynamodb:getItem is not served by the embedded AWS of Stepmaker');
  });
});

describe('an operation of a served service that is not served itself', () => {
  it.each(['aws-sdk:sagemaker:listAlgorithms', 'sagemaker:createHyperParameterTuningJob'])(
    'is not caught: %s',
    async (resource) => {
      const parameters = resource.startsWith('aws-sdk')
        ? {}
        : {
            HyperParameterTuningJobName: 'a',
            HyperParameterTuningJobConfig: { Strategy: 'Random', ResourceLimits: { MaxParallelTrainingJobs: 1 } },
          };
      const states = {
        Call: {
          Type: 'Task',
          Resource: `arn:aws:states:::${resource}`,
          Parameters: parameters,
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Hidden' }],
          End: true,
        },
        Hidden: { Type: 'Pass', End: true },
      };

      const { status, error, cause } = await testMachines.run(states);

      expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.Runtime' });
      expect(cause).toMatch(/is not served by the embedded AWS of Stepmaker$/);
    },
  );
});

describe('sns:publish', () => {
  it('sends an object as the text of its JSON', async () => {
    const caller = testMachines.emulator.rootCaller;
    const { TopicArn } = await testMachines.emulator.aws.call('sns', 'CreateTopic', { Name: 'news' }, { caller });

    const { output } = await testMachines.run(task('sns:publish', { TopicArn, Message: { a: 1 } }));

    expect(JSON.parse(output ?? '')).toMatchObject({ MessageId: expect.any(String), SdkHttpMetadata: { HttpStatusCode: 200 } });
  });
});

describe('sqs:sendMessage', () => {
  it('sends an object as the text of its JSON', async () => {
    const caller = testMachines.emulator.rootCaller;
    const { QueueUrl } = await testMachines.emulator.aws.call<{ QueueUrl: string }>(
      'sqs',
      'CreateQueue',
      { QueueName: 'jobs' },
      { caller },
    );

    const { output } = await testMachines.run(task('sqs:sendMessage', { QueueUrl, MessageBody: { a: 1 } }));
    const { Messages } = await testMachines.emulator.aws.call<{ Messages: { Body: string }[] }>(
      'sqs',
      'ReceiveMessage',
      { QueueUrl },
      { caller },
    );

    expect(JSON.parse(output ?? '')).toMatchObject({ MD5OfMessageBody: expect.any(String), MessageId: expect.any(String) });
    expect(Messages.map(({ Body }) => Body)).toEqual(['{"a":1}']);
  });

  it('names the error of a queue that is not there', async () => {
    const QueueUrl = `${testMachines.emulator.endpointUrl}/000000000000/none`;

    const { error } = await testMachines.run(task('sqs:sendMessage', { QueueUrl, MessageBody: 'x' }));

    expect(error).toBe('SQS.QueueDoesNotExistException');
  });
});

describe('events:putEvents', () => {
  const entry = { Source: 'test', DetailType: 'tried', Detail: { a: 1 } };

  it('puts events among whose resources are the execution and its state machine', async () => {
    const options = { caller: testMachines.emulator.rootCaller };
    const { aws } = testMachines.emulator;
    const { QueueUrl } = await aws.call<{ QueueUrl: string }>('sqs', 'CreateQueue', { QueueName: 'events' }, options);
    const queue = 'arn:aws:sqs:us-east-1:000000000000:events';
    const allow = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: queue };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [allow] });
    await aws.call('sqs', 'SetQueueAttributes', { QueueUrl, Attributes: { Policy } }, options);
    await aws.call('events', 'PutRule', { Name: 'tried', EventPattern: '{"source":["test"]}' }, options);
    await aws.call('events', 'PutTargets', { Rule: 'tried', Targets: [{ Id: 'queue', Arn: queue }] }, options);

    const { executionArn, stateMachineArn, output } = await testMachines.run(task('events:putEvents', { Entries: [entry] }));
    const { Messages } = await aws.call<{ Messages: { Body: string }[] }>(
      'sqs',
      'ReceiveMessage',
      { QueueUrl, WaitTimeSeconds: 10 },
      options,
    );

    expect(JSON.parse(output ?? '')).toMatchObject({ Entries: [{ EventId: expect.any(String) }], FailedEntryCount: 0 });
    expect(JSON.parse(Messages[0]?.Body ?? '')).toMatchObject({
      source: 'test',
      detail: { a: 1 },
      resources: [executionArn, stateMachineArn],
    });
  });

  it('fails where an entry is not taken', async () => {
    const { error, cause } = await testMachines.run(
      task('events:putEvents', { Entries: [entry, { ...entry, Detail: 'no JSON' }] }),
    );

    expect(error).toBe('EventBridge.FailedEntry');
    expect(JSON.parse(cause ?? '')).toMatchObject({ FailedEntryCount: 1, Entries: [{}, { ErrorCode: 'MalformedDetail' }] });
  });
});
