import { GetStackPolicyCommand, SetStackPolicyCommand } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestStacks } from './test-stacks.ts';

let testStacks: TestStacks;
beforeAll(async () => {
  testStacks = await TestStacks.open();
});
afterAll(() => testStacks[Symbol.asyncDispose]());

const ALLOW_ALL = { Effect: 'Allow', Action: 'Update:*', Principal: '*', Resource: '*' };
const policyOf = (...Statement: object[]): string => JSON.stringify({ Statement });
/** A topic to be changed in place, and a queue to be replaced by the second step. */
const template = (step: number): object => ({
  Resources: {
    Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: `step ${step}` } },
    Queue: { Type: 'AWS::SQS::Queue', Properties: step === 1 ? {} : { FifoQueue: true } },
  },
});
let count = 0;

/** The reasons by which an update of the topic and the queue is denied; empty where the policy lets it be. */
async function denialsOf(StackPolicyBody: string): Promise<string[]> {
  count += 1;
  const name = `policy-${count}`;
  await testStacks.create(name, template(1), { StackPolicyBody });
  const { StackStatus } = await testStacks.update(name, template(2));
  const denials = Object.values(await testStacks.failures(name)).filter((reason) => reason.startsWith('Action denied'));
  expect(StackStatus).toBe(denials.length === 0 ? 'UPDATE_COMPLETE' : 'UPDATE_ROLLBACK_COMPLETE');
  return denials;
}

const byStatement = (number: number, action: string, name: string): string =>
  `Action denied by stack policy: Statement [#${number}] does not allow [Update:${action}] for resource [LogicalResourceId/${name}]`;
const byNone = (action: string, name: string): string =>
  `Action denied by stack policy: No statement allows [Update:${action}] for resource [LogicalResourceId/${name}]`;

describe('a stack policy', () => {
  it.each<[string, readonly object[], string[]]>([
    ['allows all that a statement allows', [ALLOW_ALL], []],
    ['denies what no statement allows', [{ ...ALLOW_ALL, Resource: 'LogicalResourceId/Q*' }], [byNone('Modify', 'Topic')]],
    [
      'denies replacement alone',
      [ALLOW_ALL, { ...ALLOW_ALL, Effect: 'Deny', Action: ['Update:Replace', 'Update:Delete'] }],
      [byStatement(2, 'Replace', 'Queue')],
    ],
    [
      'denies all but the actions that it leaves out',
      [ALLOW_ALL, { Effect: 'Deny', NotAction: 'Update:Modify', Principal: '*', Resource: '*' }],
      [byStatement(2, 'Replace', 'Queue')],
    ],
    [
      'denies all but the resources that it leaves out',
      [ALLOW_ALL, { Effect: 'Deny', Action: 'Update:*', Principal: '*', NotResource: 'LogicalResourceId/Topic' }],
      [byStatement(2, 'Replace', 'Queue')],
    ],
    [
      'denies resources of a type',
      [
        ALLOW_ALL,
        { ...ALLOW_ALL, Effect: 'Deny', Condition: { StringEquals: { ResourceType: ['AWS::SNS::Topic', 'AWS::S3::Bucket'] } } },
      ],
      [byStatement(2, 'Modify', 'Topic')],
    ],
    [
      'denies resources of types by a pattern',
      [ALLOW_ALL, { ...ALLOW_ALL, Effect: 'Deny', Condition: { StringLike: { ResourceType: 'AWS::SQS::*' } } }],
      [byStatement(2, 'Replace', 'Queue')],
    ],
    [
      'does not apply where its condition is about something else',
      [ALLOW_ALL, { ...ALLOW_ALL, Effect: 'Deny', Condition: { StringEquals: { Colour: 'red' } } }],
      [],
    ],
  ])('%s', async (_, statements, denials) => {
    expect(await denialsOf(policyOf(...statements))).toEqual(denials);
  });

  const NOT_JSON = 'Error validating stack policy: Invalid stack policy: it is not valid JSON';
  const NOT_WHOLE = 'Error validating stack policy: Invalid stack policy: each statement needs Effect, Action and Resource';

  it.each<[string, { StackPolicyBody?: string; StackPolicyURL?: string }, string]>([
    ['that is not JSON', { StackPolicyBody: '{' }, NOT_JSON],
    ['that is a list', { StackPolicyBody: '[]' }, NOT_WHOLE],
    ['without a statement', { StackPolicyBody: '{}' }, NOT_WHOLE],
    ['without an effect', { StackPolicyBody: policyOf({ ...ALLOW_ALL, Effect: undefined }) }, NOT_WHOLE],
    ['without an action', { StackPolicyBody: policyOf({ ...ALLOW_ALL, Action: undefined }) }, NOT_WHOLE],
    ['without a resource', { StackPolicyBody: policyOf(ALLOW_ALL, { ...ALLOW_ALL, Resource: undefined }) }, NOT_WHOLE],
    ['that is missing', {}, 'Either StackPolicyBody or StackPolicyURL must be specified.'],
    [
      'given twice',
      { StackPolicyBody: policyOf(ALLOW_ALL), StackPolicyURL: 'https://s3.amazonaws.com/b/k' },
      'You can specify either StackPolicyBody or StackPolicyURL, but not both.',
    ],
  ])('%s is refused', async (_, input, message) => {
    await testStacks.create('judged', template(1)).catch(() => undefined);

    await expect(testStacks.client.send(new SetStackPolicyCommand({ StackName: 'judged', ...input }))).rejects.toMatchObject({
      name: 'ValidationError',
      message,
    });
  });

  it('holds once it has been set', async () => {
    await testStacks.create('unprotected', template(1));
    const read = async (): Promise<string | undefined> =>
      (await testStacks.client.send(new GetStackPolicyCommand({ StackName: 'unprotected' }))).StackPolicyBody;

    expect(await read()).toBeUndefined();
    const StackPolicyBody = policyOf({ ...ALLOW_ALL, Effect: 'Deny' });
    await testStacks.client.send(new SetStackPolicyCommand({ StackName: 'unprotected', StackPolicyBody }));
    expect(await read()).toBe(StackPolicyBody);
    expect(await testStacks.update('unprotected', template(2))).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
  });
});
