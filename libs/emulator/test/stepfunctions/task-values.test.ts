import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestMachines } from './test-machines.ts';

let testMachines: TestMachines;
beforeAll(async () => {
  testMachines = await TestMachines.open();
});
afterAll(() => testMachines[Symbol.asyncDispose]());

const task = (resource: string, Parameters?: object, more: object = {}): object => ({
  Call: {
    Type: 'Task',
    Resource: `arn:aws:states:::${resource}`,
    ...(Parameters === undefined ? {} : { Parameters }),
    End: true,
    ...more,
  },
});
/** A task whose arguments are known only when it runs. */
const evaluated = (resource: string, Arguments: string): object =>
  task(resource, undefined, { QueryLanguage: 'JSONata', Arguments: `{% ${Arguments} %}` });
const call = <Output>(service: 'sqs' | 's3' | 'iam', operation: string, input: object): Promise<Output> =>
  testMachines.emulator.aws.call<Output>(service, operation, input, { caller: testMachines.emulator.rootCaller });

const METRIC = { Namespace: 'Test', MetricName: 'Size', Period: 60, Statistics: ['Sum'] };
const statistics = (more: object): object => task('aws-sdk:cloudwatch:getMetricStatistics', { ...METRIC, ...more });

describe('The parameters of a task', () => {
  it.each([
    ['ISO 8601 texts', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z'],
    ['epoch seconds', 1_767_225_600, 1_767_229_200],
  ])('take dates as %s', async (_title, StartTime, EndTime) => {
    const { status, output } = await testMachines.run(statistics({ StartTime, EndTime }));

    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(output ?? '')).toEqual({ Label: 'Size', Datapoints: [] });
  });

  it.each([
    ['a text that is not a date', { StartTime: 'soon', EndTime: 0 }, "The value of the field 'StartTime' has an invalid format"],
    ['an object for a date', { StartTime: {}, EndTime: 0 }, "The value of the field 'StartTime' has an invalid format"],
    [
      'a text for a list',
      { StartTime: 0, EndTime: 0, Statistics: 'Sum' },
      "The value of the field 'Statistics' has an invalid format",
    ],
    [
      'an empty text for a number',
      { StartTime: 0, EndTime: 0, Period: ' ' },
      "The value of the field 'Period' has an invalid format",
    ],
  ])('refuse %s', async (_title, more, problem) => {
    const { status, error, cause } = await testMachines.run(statistics(more));

    expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.Runtime' });
    expect(cause).toContain(`could not be used to start the Task: [${problem}]`);
  });

  it.each([
    ['a text for an object', "{'Entries': ['none']}", "The value of the field 'Entries' has an invalid format"],
    ['an array for all of them', '[1, 2]', 'The Parameters must be a JSON object'],
    ['a number for all of them', '5', 'The Parameters must be a JSON object'],
  ])('that are evaluated refuse %s', async (_title, Arguments, problem) => {
    const { error, cause } = await testMachines.run(evaluated('events:putEvents', Arguments));

    expect(error).toBe('States.Runtime');
    expect(cause).toContain(`could not be used to start the Task: [${problem}]`);
  });

  it.each([
    [true, 'true'],
    ['false', 'false'],
  ])('take %j for a boolean', async (Enabled, kept) => {
    const { output } = await testMachines.run(
      task('aws-sdk:sfn:createStateMachine', {
        Name: `traced-${kept}`,
        Definition: { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } },
        RoleArn: testMachines.roleArn,
        TracingConfiguration: { Enabled },
      }),
    );

    const stateMachineArn = JSON.parse(output ?? '').StateMachineArn;
    const { tracingConfiguration } = await testMachines.call('DescribeStateMachine', { stateMachineArn });
    expect(tracingConfiguration).toEqual({ enabled: kept === 'true' });
  });

  it('refuse another text for a boolean', async () => {
    const { cause } = await testMachines.run(
      evaluated('aws-sdk:sfn:getExecutionHistory', "{'ExecutionArn': 'a', 'ReverseOrder': 'yes'}"),
    );

    expect(cause).toContain("[The value of the field 'ReverseOrder' has an invalid format]");
  });

  it('of an operation without input are checked like any other', async () => {
    const { cause } = await testMachines.run(evaluated('aws-sdk:iam:getAccountSummary', "{'Any': 1}"));

    expect(cause).toContain('[The field "Any" is not supported by Step Functions]');
  });
});

describe('The result of a task', () => {
  it('is an empty object where the operation returns nothing', async () => {
    const { QueueUrl } = await call<{ QueueUrl: string }>('sqs', 'CreateQueue', { QueueName: 'short-lived' });

    const { output } = await testMachines.run(task('aws-sdk:sqs:deleteQueue', { QueueUrl }));

    expect(output).toBe('{}');
  });
});

describe('A feature that the embedded AWS does not serve', () => {
  it('cannot be caught as an error of the service', async () => {
    await call('s3', 'CreateBucket', { Bucket: 'task-values' });
    const Parameters = { Bucket: 'task-values', Key: 'a', Body: 'b', ObjectLockMode: 'GOVERNANCE' };
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Hidden' }];
    const states = { ...task('aws-sdk:s3:putObject', Parameters, { Catch }), Hidden: { Type: 'Pass', End: true } };

    expect(await testMachines.run(states)).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: expect.stringContaining('S3 ObjectLockMode'),
    });
  });
});

describe('states:startExecution', () => {
  const DONE = { Done: { Type: 'Pass', Result: 1, End: true } };

  it('gives the ARN and the date of the execution that it has started', async () => {
    const StateMachineArn = await testMachines.create(DONE);

    const { output } = await testMachines.run(task('states:startExecution', { StateMachineArn, Name: 'child', Input: null }));

    const ExecutionArn = `${StateMachineArn.replace(':stateMachine:', ':execution:')}:child`;
    expect(JSON.parse(output ?? '')).toMatchObject({ ExecutionArn, StartDate: expect.any(Number) });
    expect(await testMachines.until(ExecutionArn)).toMatchObject({ status: 'SUCCEEDED', input: '{}' });
  });

  it('fails where the name is taken', async () => {
    const StateMachineArn = await testMachines.create(DONE);
    await testMachines.until(await testMachines.start(StateMachineArn, {}, 'taken'));

    const { error } = await testMachines.run(task('states:startExecution', { StateMachineArn, Name: 'taken' }));

    expect(error).toBe('StepFunctions.ExecutionAlreadyExistsException');
  });

  it('.sync gives input and output as texts', async () => {
    const StateMachineArn = await testMachines.create(DONE);

    const { output } = await testMachines.run(task('states:startExecution.sync', { StateMachineArn, Input: { a: 1 } }));

    expect(JSON.parse(output ?? '')).toMatchObject({ Input: '{"a":1}', Output: '1', Status: 'SUCCEEDED' });
  });
});

describe('Permissions of a task', () => {
  it('decide by the tags of the activity that it calls', async () => {
    const activity = async (name: string, owner: string): Promise<unknown> =>
      (await testMachines.call('CreateActivity', { name, tags: [{ key: 'owner', value: owner }] }))['activityArn'];
    const [mine, theirs] = [await activity('mine', 'me'), await activity('theirs', 'them')];
    const Trust = { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const { Role } = await call<{ Role: { Arn: string } }>('iam', 'CreateRole', {
      RoleName: 'owner',
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [Trust] }),
    });
    const Condition = { StringEquals: { 'aws:ResourceTag/owner': 'me' } };
    const Statement = [{ Effect: 'Allow', Action: 'states:DescribeActivity', Resource: '*', Condition }];
    await call('iam', 'PutRolePolicy', {
      RoleName: 'owner',
      PolicyName: 'mine',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    });
    const describeAs = async (ActivityArn: unknown): Promise<string | undefined> => {
      const machine = await testMachines.create(task('aws-sdk:sfn:describeActivity', { ActivityArn }), 'STANDARD', {
        roleArn: Role.Arn,
      });
      return (await testMachines.until(await testMachines.start(machine))).error;
    };

    expect(await describeAs(mine)).toBeUndefined();
    expect(await describeAs(theirs)).toBe('Sfn.SfnException');
  });
});
