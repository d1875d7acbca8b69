import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestMachines } from './test-machines.ts';

const PASS = { Done: { Type: 'Pass', End: true } };
const HOLD = { Hold: { Type: 'Wait', Seconds: 1000, Next: 'Never' }, Never: { Type: 'Pass', End: true } };
const ARN = 'arn:aws:states:us-east-1:000000000000';

let testMachines: TestMachines;
/** A machine with two versions, `…:1` and `…:2`, and the alias `live`. */
let versioned: string;
/** A machine that is being deleted while an execution holds it. */
let deleting: string;
let failedOfDeleting: string;
/** A machine with the version `…:1`. */
let other: string;
beforeAll(async () => {
  testMachines = await TestMachines.open();
  versioned = await testMachines.create(PASS, 'STANDARD', { publish: true, versionDescription: 'first' });
  await testMachines.call('UpdateStateMachine', {
    stateMachineArn: versioned,
    definition: JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Succeed' } } }),
    publish: true,
    versionDescription: 'second',
  });
  await testMachines.call('CreateStateMachineAlias', {
    name: 'live',
    routingConfiguration: [{ stateMachineVersionArn: `${versioned}:1`, weight: 100 }],
  });
  other = await testMachines.create(PASS, 'STANDARD', { publish: true });
  deleting = await testMachines.create(HOLD, 'STANDARD', { publish: true });
  await testMachines.start(deleting);
  failedOfDeleting = await testMachines.start(deleting);
  await testMachines.call('StopExecution', { executionArn: failedOfDeleting });
  await testMachines.call('DeleteStateMachine', { stateMachineArn: deleting });
});
afterAll(() => testMachines[Symbol.asyncDispose]());

type Input = Record<string, unknown>;
type Case = readonly [title: string, operation: string, input: () => Input, code: string, message: string | (() => string)];

const to = (...weights: readonly (readonly [string, number])[]): object[] =>
  weights.map(([stateMachineVersionArn, weight]) => ({ stateMachineVersionArn, weight }));
const create = (name: string, more: object): Input => ({
  name,
  definition: JSON.stringify({ StartAt: 'Done', States: PASS }),
  roleArn: testMachines.roleArn,
  ...more,
});
const logTo = (...arns: (string | undefined)[]): object => ({
  level: 'ALL',
  destinations: arns.map((logGroupArn) => ({ cloudWatchLogsLogGroup: { logGroupArn } })),
});
const isDeleting = (): string => `State Machine is being deleted: '${deleting}'`;
const NO_LOG_GROUP =
  'Invalid Logging Configuration: Log Destination must be a CloudWatch Logs log group with an ARN that ends in ":*".';

const CASES: readonly Case[] = [
  [
    'ARN with an empty version',
    'DescribeStateMachine',
    () => ({ stateMachineArn: `${ARN}:stateMachine:a:` }),
    'InvalidArn',
    `Invalid Arn: 'Invalid ARN: ${ARN}:stateMachine:a:'`,
  ],
  [
    'ARN of an execution without its name',
    'DescribeExecution',
    () => ({ executionArn: `${ARN}:execution:a` }),
    'InvalidArn',
    `Invalid Arn: 'Invalid ARN: ${ARN}:execution:a'`,
  ],
  [
    'state machine in place of an activity',
    'DescribeActivity',
    () => ({ activityArn: `${ARN}:stateMachine:a` }),
    'InvalidArn',
    "Invalid Arn: 'Resource type not valid in this context: stateMachine'",
  ],
  [
    'execution in place of a Map Run',
    'DescribeMapRun',
    () => ({ mapRunArn: `${ARN}:execution:a:b` }),
    'InvalidArn',
    "Invalid Arn: 'Resource type not valid in this context: execution'",
  ],
  [
    'Map Run that does not exist',
    'DescribeMapRun',
    () => ({ mapRunArn: `${ARN}:mapRun:a/Each:00000000-0000-0000-0000-000000000000` }),
    'ResourceNotFound',
    `Resource not found: '${ARN}:mapRun:a/Each:00000000-0000-0000-0000-000000000000'`,
  ],
  [
    'tags of an execution',
    'ListTagsForResource',
    () => ({ resourceArn: `${ARN}:execution:a:b` }),
    'InvalidArn',
    "Invalid Arn: 'Resource type not valid in this context: execution'",
  ],
  [
    'version as the machine to update',
    'UpdateStateMachine',
    () => ({ stateMachineArn: `${versioned}:1`, roleArn: testMachines.roleArn }),
    'InvalidArn',
    () => `Invalid Arn: 'Resource type not valid in this context: ${versioned}:1'`,
  ],
  [
    'role that is the ARN of a user',
    'UpdateStateMachine',
    () => ({ stateMachineArn: versioned, roleArn: 'arn:aws:iam::000000000000:user/me' }),
    'InvalidArn',
    "Invalid Arn: 'Invalid Role Arn: 'arn:aws:iam::000000000000:user/me''",
  ],
  [
    'description of a version that is not published by an update',
    'UpdateStateMachine',
    () => ({ stateMachineArn: versioned, roleArn: testMachines.roleArn, versionDescription: 'new' }),
    'ValidationException',
    'Version description can only be set when publish is true',
  ],
  [
    'description of a version that is not published at creation',
    'CreateStateMachine',
    () => create('described', { versionDescription: 'new' }),
    'ValidationException',
    'Version description can only be set when publish is true',
  ],
  [
    'second log group',
    'CreateStateMachine',
    () => create('two-groups', { loggingConfiguration: logTo('a', 'b') }),
    'InvalidLoggingConfiguration',
    'Invalid Logging Configuration: Only one Log Destination can be specified.',
  ],
  [
    'log group by its name',
    'CreateStateMachine',
    () => create('named-group', { loggingConfiguration: logTo('/aws/vendedlogs/states/a') }),
    'InvalidLoggingConfiguration',
    NO_LOG_GROUP,
  ],
  [
    'log destination without a log group',
    'CreateStateMachine',
    () => create('no-group', { loggingConfiguration: { level: 'ALL', destinations: [{}] } }),
    'InvalidLoggingConfiguration',
    NO_LOG_GROUP,
  ],
  [
    'other description for the version of an unchanged machine',
    'PublishStateMachineVersion',
    () => ({ stateMachineArn: versioned, description: 'third' }),
    'ConflictException',
    'Failed to publish the State Machine version: version 2 has another description.',
  ],
  [
    'version as the machine to delete',
    'DeleteStateMachine',
    () => ({ stateMachineArn: `${versioned}:1` }),
    'ValidationException',
    'DeleteStateMachine takes the ARN of a state machine, without a version or an alias',
  ],
  [
    'alias as the version to delete',
    'DeleteStateMachineVersion',
    () => ({ stateMachineVersionArn: `${versioned}:live` }),
    'ValidationException',
    () => `Not the ARN of a state machine version: '${versioned}:live'`,
  ],
  [
    'alias of a version that does not exist',
    'CreateStateMachineAlias',
    () => ({ name: 'none', routingConfiguration: to([`${versioned}:9`, 100]) }),
    'ResourceNotFound',
    () => `Resource not found: '${versioned}:9'`,
  ],
  [
    'alias of versions of two machines',
    'CreateStateMachineAlias',
    () => ({ name: 'mixed', routingConfiguration: to([`${versioned}:1`, 50], [`${other}:1`, 50]) }),
    'ValidationException',
    'All versions of a routing configuration must belong to one state machine',
  ],
  [
    'taken alias with another routing',
    'CreateStateMachineAlias',
    () => ({ name: 'live', routingConfiguration: to([`${versioned}:2`, 100]) }),
    'ConflictException',
    () =>
      `Failed to create alias because an alias with the same name and a different routing configuration already exists: '${versioned}:live'`,
  ],
  [
    'update of an alias without a change',
    'UpdateStateMachineAlias',
    () => ({ stateMachineAliasArn: `${versioned}:live` }),
    'ValidationException',
    'Either the description or the routing configuration must be specified',
  ],
  [
    'update of an alias to versions of another machine',
    'UpdateStateMachineAlias',
    () => ({ stateMachineAliasArn: `${versioned}:live`, routingConfiguration: to([`${other}:1`, 100]) }),
    'ValidationException',
    'The versions of an alias must belong to the state machine of the alias',
  ],
  [
    'start of an alias that does not exist',
    'StartExecution',
    () => ({ stateMachineArn: `${versioned}:none` }),
    'StateMachineDoesNotExist',
    () => `State Machine Does Not Exist: '${versioned}:none'`,
  ],
  [
    'list of executions of neither a machine nor a Map Run',
    'ListExecutions',
    () => ({}),
    'ValidationException',
    'Must provide exactly one of stateMachineArn or mapRunArn',
  ],
  [
    'execution input that is empty',
    'StartExecution',
    () => ({ stateMachineArn: versioned, input: ' ' }),
    'InvalidExecutionInput',
    "Invalid State Machine Execution Input: 'No content to map due to end-of-input'",
  ],
  [
    'redrive of an execution whose machine is being deleted',
    'RedriveExecution',
    () => ({ executionArn: failedOfDeleting }),
    'ExecutionNotRedrivable',
    'State machine is in DELETING status',
  ],
  [
    'update of a machine that is being deleted',
    'UpdateStateMachine',
    () => ({ stateMachineArn: deleting, roleArn: testMachines.roleArn }),
    'StateMachineDeleting',
    isDeleting,
  ],
  [
    'creation of a machine that is being deleted',
    'CreateStateMachine',
    () => create(deleting.split(':').at(-1) ?? '', {}),
    'StateMachineDeleting',
    isDeleting,
  ],
  [
    'version of a machine that is being deleted',
    'PublishStateMachineVersion',
    () => ({ stateMachineArn: deleting }),
    'StateMachineDeleting',
    isDeleting,
  ],
  [
    'alias of a machine that is being deleted',
    'CreateStateMachineAlias',
    () => ({ name: 'late', routingConfiguration: to([`${deleting}:1`, 100]) }),
    'StateMachineDeleting',
    isDeleting,
  ],
  [
    'list of the aliases of a machine that is being deleted',
    'ListStateMachineAliases',
    () => ({ stateMachineArn: deleting }),
    'StateMachineDeleting',
    isDeleting,
  ],
];

describe('Step Functions refuses', () => {
  it.each(CASES)('%s: %s', async (_title, operation, input, code, message) => {
    await expect(testMachines.call(operation, input())).rejects.toMatchObject({
      code,
      message: typeof message === 'string' ? message : message(),
    });
  });

  it('the 101st alias of a state machine', async () => {
    const machine = await testMachines.create(PASS, 'STANDARD', { publish: true });
    const routingConfiguration = to([`${machine}:1`, 100]);
    const alias = (number: number): Promise<unknown> =>
      testMachines.call('CreateStateMachineAlias', { name: `alias-${number}`, routingConfiguration });
    for (let number = 1; number <= 100; number += 1) await alias(number);

    await expect(alias(101)).rejects.toMatchObject({
      code: 'ServiceQuotaExceededException',
      message: 'Maximum number of aliases (100) reached for this state machine',
    });
  });

  it('an activity that exists with another encryption, and returns the one of the same request', async () => {
    const first = await testMachines.call('CreateActivity', { name: 'sealed' });
    const encryptionConfiguration = { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: 'alias/mine' };

    expect(await testMachines.call('CreateActivity', { name: 'sealed' })).toEqual(first);
    await expect(testMachines.call('CreateActivity', { name: 'sealed', encryptionConfiguration })).rejects.toMatchObject({
      code: 'ActivityAlreadyExists',
      message: `Activity Already Exists: '${ARN}:activity:sealed'`,
    });
  });

  it('a published version under another description, and returns the one of the same request', async () => {
    const request = create('published', { publish: true, versionDescription: 'one' });
    const first = await testMachines.call('CreateStateMachine', request);

    expect(await testMachines.call('CreateStateMachine', request)).toEqual(first);
    await expect(testMachines.call('CreateStateMachine', { ...request, versionDescription: 'two' })).rejects.toMatchObject({
      code: 'ConflictException',
      message: `State Machine Already Exists: '${first['stateMachineArn']}'`,
    });
  });
});

describe('DeleteStateMachine', () => {
  it('succeeds for a state machine that does not exist', async () => {
    expect(await testMachines.call('DeleteStateMachine', { stateMachineArn: `${ARN}:stateMachine:none` })).toEqual({});
  });
});
