import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestMachines } from './test-machines.ts';

const PASS = { Done: { Type: 'Pass', End: true } };
const definition = (comment: string): string => JSON.stringify({ Comment: comment, StartAt: 'Done', States: PASS });

let testMachines: TestMachines;
beforeAll(async () => {
  testMachines = await TestMachines.open();
});
afterAll(() => testMachines[Symbol.asyncDispose]());

const create = (name: string, more: object = {}): Promise<Record<string, unknown>> =>
  testMachines.call('CreateStateMachine', { name, definition: definition('first'), roleArn: testMachines.roleArn, ...more });

describe('CreateStateMachine', () => {
  it('answers the same request twice alike, whatever the role', async () => {
    const first = await create('twice');

    const second = await create('twice');

    expect(second).toEqual(first);
    expect(first['stateMachineArn']).toBe('arn:aws:states:us-east-1:000000000000:stateMachine:twice');
  });

  it('refuses a taken name with other attributes', async () => {
    const { stateMachineArn } = await create('taken');

    await expect(create('taken', { definition: definition('other') })).rejects.toMatchObject({
      code: 'StateMachineAlreadyExists',
      message: `State Machine Already Exists: '${stateMachineArn}'`,
    });
  });

  it.each(['a b', 'a<b', 'a*b', 'a/b', 'a:b', 'a"b'])('refuses the name %j', async (name) => {
    await expect(create(name)).rejects.toMatchObject({ code: 'InvalidName', message: `Invalid Name: '${name}'` });
  });

  it('refuses a role that does not exist', async () => {
    await expect(create('no-role', { roleArn: 'arn:aws:iam::000000000000:role/missing' })).rejects.toMatchObject({
      code: 'AccessDeniedException',
      message:
        'Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.',
    });
  });

  it('refuses a definition that leads nowhere', async () => {
    const broken = JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' } } });

    await expect(create('broken', { definition: broken })).rejects.toMatchObject({
      code: 'InvalidDefinition',
      message: expect.stringMatching(/^Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: /),
    });
  });

  it('wants a log group for a log level', async () => {
    await expect(create('no-log', { loggingConfiguration: { level: 'ALL' } })).rejects.toMatchObject({
      code: 'InvalidLoggingConfiguration',
    });
  });
});

describe('UpdateStateMachine', () => {
  it('gives a new revision and leaves the former one to executions that run', async () => {
    const stateMachineArn = await testMachines.create({ Hold: { Type: 'Wait', Seconds: 1000, End: true } });
    const executionArn = await testMachines.start(stateMachineArn);

    const { revisionId } = await testMachines.call('UpdateStateMachine', { stateMachineArn, definition: definition('second') });

    const machine = await testMachines.call('DescribeStateMachine', { stateMachineArn });
    const running = await testMachines.call('DescribeStateMachineForExecution', { executionArn });
    expect(machine).toMatchObject({ definition: definition('second'), revisionId });
    expect(running['definition']).toContain('Hold');
    expect(running['revisionId']).toBeUndefined();
  });

  it('asks for something to change', async () => {
    const stateMachineArn = await testMachines.create(PASS);

    await expect(testMachines.call('UpdateStateMachine', { stateMachineArn })).rejects.toMatchObject({
      code: 'MissingRequiredParameter',
    });
  });
});

describe('versions and aliases', () => {
  it('publish a revision once, and route executions by weight', async () => {
    const { stateMachineArn } = await create('routed');
    const one = await testMachines.call('PublishStateMachineVersion', { stateMachineArn });
    const again = await testMachines.call('PublishStateMachineVersion', { stateMachineArn });
    await testMachines.call('UpdateStateMachine', { stateMachineArn, definition: definition('second') });
    const two = await testMachines.call('PublishStateMachineVersion', { stateMachineArn, description: 'the second' });

    const { stateMachineAliasArn } = await testMachines.call('CreateStateMachineAlias', {
      name: 'live',
      routingConfiguration: [
        { stateMachineVersionArn: one['stateMachineVersionArn'], weight: 0 },
        { stateMachineVersionArn: two['stateMachineVersionArn'], weight: 100 },
      ],
    });
    const execution = await testMachines.until(await testMachines.start(String(stateMachineAliasArn)));

    expect(again).toEqual(one);
    expect(one['stateMachineVersionArn']).toBe(`${stateMachineArn}:1`);
    expect(execution).toMatchObject({ stateMachineVersionArn: `${stateMachineArn}:2`, stateMachineAliasArn });
    const listed = await testMachines.call<{ executions: object[] }>('ListExecutions', {
      stateMachineArn: `${stateMachineArn}:1`,
    });
    expect(listed.executions).toEqual([]);
  });

  it('keep a version that an alias needs', async () => {
    const { stateMachineVersionArn } = await create('needed', { publish: true });
    await testMachines.call('CreateStateMachineAlias', {
      name: 'live',
      routingConfiguration: [{ stateMachineVersionArn, weight: 100 }],
    });

    await expect(testMachines.call('DeleteStateMachineVersion', { stateMachineVersionArn })).rejects.toMatchObject({
      code: 'ConflictException',
      message:
        'Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [live]',
    });
  });

  it('are listed, described, changed and deleted', async () => {
    const { stateMachineArn } = await create('changing', { publish: true, versionDescription: 'one' });
    const version = `${stateMachineArn}:1`;
    const routingConfiguration = [{ stateMachineVersionArn: version, weight: 100 }];
    const request = { name: 'live', description: 'first', routingConfiguration };
    const { stateMachineAliasArn } = await testMachines.call('CreateStateMachineAlias', request);

    await testMachines.call('UpdateStateMachineAlias', { stateMachineAliasArn, description: 'second' });
    const alias = await testMachines.call('DescribeStateMachineAlias', { stateMachineAliasArn });
    const aliases = await testMachines.call<{ stateMachineAliases: object[] }>('ListStateMachineAliases', { stateMachineArn });
    const versions = await testMachines.call<{ stateMachineVersions: object[] }>('ListStateMachineVersions', { stateMachineArn });
    const described = await testMachines.call('DescribeStateMachine', { stateMachineArn: version });

    expect(alias).toMatchObject({ name: 'live', description: 'second', routingConfiguration });
    expect(aliases.stateMachineAliases).toMatchObject([{ stateMachineAliasArn }]);
    expect(versions.stateMachineVersions).toMatchObject([{ stateMachineVersionArn: version }]);
    expect(described).toMatchObject({ stateMachineArn: version, description: 'one', name: 'changing' });
    await expect(testMachines.call('CreateStateMachineAlias', request)).rejects.toMatchObject({ code: 'ConflictException' });
    await testMachines.call('DeleteStateMachineAlias', { stateMachineAliasArn });
    await testMachines.call('DeleteStateMachineVersion', { stateMachineVersionArn: version });
    await expect(testMachines.call('DescribeStateMachineAlias', { stateMachineAliasArn })).rejects.toMatchObject({
      code: 'ResourceNotFound',
    });
    await expect(testMachines.start(version)).rejects.toMatchObject({ code: 'StateMachineDoesNotExist' });
  });

  it.each([
    [[{ weight: 50 }], 'Sum of routing configuration weights must equal 100'],
    [[{ weight: 50 }, { weight: 50 }], 'Routing configuration must not name a version twice'],
  ])('refuse the routing %j', async (weights, message) => {
    const { stateMachineVersionArn } = await create('weighed', { publish: true });

    await expect(
      testMachines.call('CreateStateMachineAlias', {
        name: 'live',
        routingConfiguration: weights.map(({ weight }) => ({ stateMachineVersionArn, weight })),
      }),
    ).rejects.toMatchObject({ code: 'ValidationException', message });
  });

  it('refuse a stale revision', async () => {
    const stateMachineArn = await testMachines.create(PASS);

    await expect(testMachines.call('PublishStateMachineVersion', { stateMachineArn, revisionId: 'old' })).rejects.toMatchObject({
      code: 'ConflictException',
      message: 'Failed to publish the State Machine version for revision old. The current State Machine revision is INITIAL.',
    });
  });
});

describe('ListStateMachines', () => {
  it('pages with tokens that belong to it alone', async () => {
    const first = await testMachines.call<{ stateMachines: object[]; nextToken: string }>('ListStateMachines', { maxResults: 2 });
    const second = await testMachines.call<{ stateMachines: object[] }>('ListStateMachines', {
      maxResults: 2,
      nextToken: first.nextToken,
    });

    expect(first.stateMachines).toHaveLength(2);
    expect(second.stateMachines).not.toEqual(expect.arrayContaining(first.stateMachines));
    await expect(testMachines.call('ListActivities', { nextToken: first.nextToken })).rejects.toMatchObject({
      code: 'InvalidToken',
      message: "Invalid Token: 'Invalid token'",
    });
  });
});

describe('DeleteStateMachine', () => {
  it('ends executions at their next transition, then frees the name', async () => {
    const stateMachineArn = await testMachines.create({
      Hold: { Type: 'Wait', Seconds: 1, Next: 'Never' },
      Never: { Type: 'Pass', End: true },
    });
    await testMachines.start(stateMachineArn);

    await testMachines.call('DeleteStateMachine', { stateMachineArn });

    await expect(testMachines.start(stateMachineArn)).rejects.toMatchObject({ code: 'StateMachineDeleting' });
    await expect
      .poll(() => testMachines.call('DescribeStateMachine', { stateMachineArn }).catch(({ code }) => code), { timeout: 60_000 })
      .toBe('StateMachineDoesNotExist');
  });
});

describe('tags', () => {
  it('belong to state machines and activities', async () => {
    const { stateMachineArn: resourceArn } = await create('tagged', { tags: [{ key: 'a', value: '1' }] });

    await testMachines.call('TagResource', { resourceArn, tags: [{ key: 'b', value: '2' }] });
    await testMachines.call('UntagResource', { resourceArn, tagKeys: ['a'] });

    expect(await testMachines.call('ListTagsForResource', { resourceArn })).toEqual({ tags: [{ key: 'b', value: '2' }] });
  });
});

describe('ARNs', () => {
  it.each([
    ['DescribeStateMachine', { stateMachineArn: 'nonsense' }, "Invalid Arn: 'Invalid ARN prefix: nonsense'"],
    [
      'DescribeStateMachine',
      { stateMachineArn: 'arn:aws:states:us-east-1:000000000000:execution:a:b' },
      "Invalid Arn: 'Resource type not valid in this context: execution'",
    ],
    [
      'DescribeExecution',
      { executionArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:a' },
      "Invalid Arn: 'Resource type not valid in this context: stateMachine'",
    ],
  ])('of another kind are refused by %s', async (operation, input, message) => {
    await expect(testMachines.call(operation, input)).rejects.toMatchObject({ code: 'InvalidArn', message });
  });
});

describe('ValidateStateMachineDefinition', () => {
  it('lists what is wrong, without creating anything', async () => {
    const broken = JSON.stringify({ States: PASS });

    expect(await testMachines.call('ValidateStateMachineDefinition', { definition: broken })).toEqual({
      result: 'FAIL',
      diagnostics: [
        {
          severity: 'ERROR',
          code: 'SCHEMA_VALIDATION_FAILED',
          message: 'These fields are required: [StartAt]',
          location: '/',
        },
      ],
      truncated: false,
    });
    expect(await testMachines.call('ValidateStateMachineDefinition', { definition: definition('right') })).toMatchObject({
      result: 'OK',
    });
  });
});

describe('DescribeStateMachine', () => {
  it('says which variables each state refers to', async () => {
    const stateMachineArn = await testMachines.create({
      Keep: { Type: 'Pass', Assign: { kept: 1 }, Next: 'Use' },
      Use: { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $kept %}', End: true },
    });

    const { variableReferences } = await testMachines.call('DescribeStateMachine', { stateMachineArn });

    expect(variableReferences).toEqual({ Use: ['kept'] });
  });
});
