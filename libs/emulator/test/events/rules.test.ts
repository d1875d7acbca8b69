import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../test-emulator.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:target';
const PATTERN = JSON.stringify({ source: ['my.app'] });

let running: TestEmulator;
const call = <Output = Record<string, unknown>>(operation: string, input: object, service = 'events'): Promise<Output> =>
  running.emulator.aws.call<Output>(service as 'events', operation, input, { caller: running.emulator.rootCaller });

beforeAll(async () => {
  running = await startTestEmulator();
  await call('CreateQueue', { QueueName: 'target' }, 'sqs');
  for (const Name of ['app-1', 'app-2', 'app-3', 'other']) await call('PutRule', { Name, EventPattern: PATTERN });
});
afterAll(() => running[Symbol.asyncDispose]());

const invalid = (message: string) => ({ code: 'ValidationException', message });
const missing = (message: string) => ({ code: 'ResourceNotFoundException', message });

describe('rules', () => {
  it('are listed by prefix, page by page, and a token is good for its own list only', async () => {
    const first = await call<{ Rules: object[]; NextToken: string }>('ListRules', { NamePrefix: 'app-', Limit: 2 });
    const { NextToken } = first;
    const second = await call<{ Rules: object[] }>('ListRules', { NamePrefix: 'app-', Limit: 2, NextToken });

    expect([...first.Rules, ...second.Rules]).toMatchObject([{ Name: 'app-1' }, { Name: 'app-2' }, { Name: 'app-3' }]);
    expect(second).not.toHaveProperty('NextToken');
    expect((await call('ListRules', {}))['Rules']).toHaveLength(4);
    await expect(call('ListRules', { NamePrefix: 'other', NextToken })).rejects.toMatchObject(
      invalid('Parameter NextToken is not valid.'),
    );
  });

  it('keep their targets and tags when they are replaced, and can be disabled and enabled', async () => {
    await call('PutRule', { Name: 'kept', EventPattern: PATTERN, Description: 'first', Tags: [{ Key: 'team', Value: 'a' }] });
    await call('PutTargets', { Rule: 'kept', Targets: [{ Id: 'q', Arn: QUEUE }] });
    const { RuleArn } = await call<{ RuleArn: string }>('PutRule', {
      Name: 'kept',
      ScheduleExpression: 'rate(1 hour)',
      State: 'DISABLED',
    });
    const replaced = await call('DescribeRule', { Name: 'kept' });
    await call('EnableRule', { Name: 'kept' });

    expect(replaced).toMatchObject({ State: 'DISABLED', ScheduleExpression: 'rate(1 hour)', CreatedBy: '000000000000' });
    expect(replaced['Description']).toBeUndefined();
    expect(await call('DescribeRule', { Name: 'kept' })).toMatchObject({ State: 'ENABLED' });
    expect(await call('ListTargetsByRule', { Rule: 'kept' })).toMatchObject({ Targets: [{ Id: 'q', Arn: QUEUE }] });
    expect(await call('ListTagsForResource', { ResourceARN: RuleArn })).toMatchObject({ Tags: [{ Key: 'team', Value: 'a' }] });
    expect(await call('ListRuleNamesByTarget', { TargetArn: QUEUE })).toMatchObject({ RuleNames: ['kept'] });
  });

  it('are deleted without targets only, and the deletion of an unknown rule succeeds', async () => {
    await call('PutRule', { Name: 'gone', EventPattern: PATTERN });
    await call('PutTargets', { Rule: 'gone', Targets: [{ Id: 'q', Arn: QUEUE }] });

    await expect(call('DeleteRule', { Name: 'gone' })).rejects.toMatchObject(
      invalid("Rule can't be deleted since it has targets."),
    );
    expect(await call('RemoveTargets', { Rule: 'gone', Ids: ['q'] })).toMatchObject({ FailedEntryCount: 0 });
    await call('DeleteRule', { Name: 'gone' });
    await call('DeleteRule', { Name: 'gone' });
    await expect(call('DescribeRule', { Name: 'gone' })).rejects.toMatchObject(
      missing('Rule gone does not exist on EventBus default.'),
    );
  });

  it.each([
    [
      'neither a pattern nor a schedule',
      'PutRule',
      { Name: 'no' },
      invalid('Parameter(s) EventPattern or ScheduleExpression must be specified.'),
    ],
    [
      'a schedule of one time',
      'PutRule',
      { Name: 'no', ScheduleExpression: 'at(2026-01-01T00:00:00)' },
      invalid('Parameter ScheduleExpression is not valid.'),
    ],
    [
      'a schedule that cannot be read',
      'PutRule',
      { Name: 'no', ScheduleExpression: 'hourly' },
      invalid('Parameter ScheduleExpression is not valid.'),
    ],
    [
      'a pattern that is not JSON',
      'PutRule',
      { Name: 'no', EventPattern: '{' },
      { code: 'InvalidEventPatternException', message: 'Event pattern is not valid. Reason: it is not valid JSON' },
    ],
    [
      'another bus',
      'PutRule',
      { Name: 'no', EventPattern: PATTERN, EventBusName: 'mine' },
      missing('Event bus mine does not exist.'),
    ],
    [
      'the tags of an ARN that no rule has',
      'ListTagsForResource',
      { ResourceARN: 'arn:aws:events:us-east-1:000000000000:rule/mine/app-1' },
      missing('Resource arn:aws:events:us-east-1:000000000000:rule/mine/app-1 does not exist.'),
    ],
    ['the description of another bus', 'DescribeEventBus', { Name: 'mine' }, missing('Event bus mine does not exist.')],
  ])('are refused %s', async (_what, operation, input, error) => {
    await expect(call(operation, input)).rejects.toMatchObject(error);
  });
});

describe('targets', () => {
  const put = (...Targets: object[]) => call('PutTargets', { Rule: 'other', Targets });
  const target = (more: object) => ({ Id: 'q', Arn: QUEUE, ...more });
  const states = 'arn:aws:states:us-east-1:000000000000:stateMachine:m';
  const RoleArn = 'arn:aws:iam::000000000000:role/missing';

  it.each([
    [
      'an ARN of another form',
      target({ Arn: 'queue' }),
      invalid('Parameter queue is not valid. Reason: Provided Arn is not in correct format for target q.'),
    ],
    [
      'a service that is not served',
      target({ Arn: 'arn:aws:redshift:us-east-1:000000000000:cluster:c' }),
      { code: 'NotImplemented' },
    ],
    [
      'a member that is not served',
      target({ EcsParameters: { TaskDefinitionArn: 'arn' } }),
      {
        code: 'NotImplemented',
        message: "EventBridge's EcsParameters of a target is not served by the embedded AWS of Stepmaker",
      },
    ],
    [
      'two kinds of input',
      target({ Input: '{}', InputPath: '$.detail' }),
      invalid('Only one of Input, InputPath, or InputTransformer must be provided for target q.'),
    ],
    ['a path that begins otherwise than $', target({ InputPath: 'detail' }), invalid('Invalid InputPath for target q.')],
    ['a state machine without a role', target({ Arn: states }), invalid(`RoleArn is required for target ${states}.`)],
    [
      'a role that does not exist',
      target({ RoleArn }),
      invalid(`Provided role '${RoleArn}' cannot be assumed by principal 'events.amazonaws.com'.`),
    ],
  ])('are refused with %s', async (_what, refused, error) => {
    await expect(put(refused)).rejects.toMatchObject(error);
    expect(await call('ListTargetsByRule', { Rule: 'other' })).toMatchObject({ Targets: [] });
  });

  it('are at most five', async () => {
    await call('PutRule', { Name: 'full', EventPattern: PATTERN });
    const targets = [1, 2, 3, 4, 5, 6].map((at) => ({ Id: `q${at}`, Arn: QUEUE }));
    await call('PutTargets', { Rule: 'full', Targets: targets.slice(0, 5) });

    await expect(call('PutTargets', { Rule: 'full', Targets: targets.slice(5) })).rejects.toMatchObject({
      code: 'LimitExceededException',
      message: 'The requested resource exceeds the maximum number allowed.',
    });
    await call('DisableRule', { Name: 'full' });
  });
});

describe('PutEvents', () => {
  it('answers for each entry, and reports those that are not valid', async () => {
    const entry = { Source: 'my.other', DetailType: 'made', Detail: '{}' };
    const answer = await call<{ FailedEntryCount: number; Entries: object[] }>('PutEvents', {
      Entries: [
        { ...entry, Resources: ['r'], Time: new Date(0) },
        { ...entry, Detail: 'text' },
        { ...entry, Source: 'aws.s3' },
        { ...entry, DetailType: '' },
        { Source: 'my.other', DetailType: 'made' },
      ],
    });

    expect(answer).toMatchObject({
      FailedEntryCount: 4,
      Entries: [
        { EventId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string },
        { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
        { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' },
        {
          ErrorCode: 'InvalidArgument',
          ErrorMessage: 'Parameter DetailType is not valid. Reason: DetailType is a required argument.',
        },
        { ErrorCode: 'InvalidArgument', ErrorMessage: 'Parameter Detail is not valid. Reason: Detail is a required argument.' },
      ],
    });
  });

  it('refuses more than a megabyte', async () => {
    const Entries = [{ Source: 'my.other', DetailType: 'made', Detail: JSON.stringify({ text: 'x'.repeat(1_048_576) }) }];

    await expect(call('PutEvents', { Entries })).rejects.toMatchObject(
      invalid('Total size of the entries in the request is over the limit.'),
    );
  });
});

describe('TestEventPattern', () => {
  const event = {
    id: '1',
    account: '0',
    source: 'my.app',
    time: 't',
    region: 'r',
    resources: [],
    'detail-type': 'd',
    detail: {},
  };
  const test = (Event: unknown, EventPattern = PATTERN) =>
    call('TestEventPattern', { EventPattern, Event: typeof Event === 'string' ? Event : JSON.stringify(Event) });

  it('returns true for an event that matches and false for another', async () => {
    expect(await test(event)).toMatchObject({ Result: true });
    expect(await test({ ...event, source: 'another' })).toMatchObject({ Result: false });
  });

  it.each([
    ['text', 'Event'],
    [{ ...event, region: undefined }, 'region'],
  ])('refuses an incomplete event (%#)', async (Event, name) => {
    await expect(test(Event)).rejects.toMatchObject(invalid(`Parameter Event is not valid. Reason: ${name} is missing.`));
  });
});
