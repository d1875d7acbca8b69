import {
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  type DescribeChangeSetCommandInput,
  type DescribeChangeSetCommandOutput,
  DescribeEventsCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  ListChangeSetsCommand,
  type ResourceChange,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestStacks } from './test-stacks.ts';

let testStacks: TestStacks;
beforeAll(async () => {
  testStacks = await TestStacks.open();
});
afterAll(() => testStacks[Symbol.asyncDispose]());

const group = (properties: object, members: object = {}): object => ({
  Type: 'AWS::Logs::LogGroup',
  Properties: properties,
  ...members,
});

const propose = async (
  StackName: string,
  Resources: object,
  { ChangeSetName = 'next', ...more }: Partial<CreateChangeSetCommandInput> = {},
  shown: Omit<DescribeChangeSetCommandInput, 'ChangeSetName'> = { IncludePropertyValues: true },
): Promise<DescribeChangeSetCommandOutput> => {
  const TemplateBody = JSON.stringify({ Resources });
  const { Id } = await testStacks.client.send(new CreateChangeSetCommand({ StackName, ChangeSetName, TemplateBody, ...more }));
  return await testStacks.client.send(new DescribeChangeSetCommand({ ChangeSetName: Id, ...shown }));
};

/** The change of each resource by its logical id. */
const changesOf = ({ Changes = [] }: DescribeChangeSetCommandOutput): Record<string, ResourceChange> =>
  Object.fromEntries(Changes.map(({ ResourceChange: change }) => [change?.LogicalResourceId ?? '', change as ResourceChange]));

describe('a change set of an update', () => {
  it('shows what happens to the physical resources', async () => {
    const retain = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
    await testStacks.create('actions', {
      Resources: {
        Base: group({}),
        Replaced: group({}),
        Kept: group({}, retain),
        Removed: group({}),
        Left: group({}, retain),
        Dependent: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { Ref: 'Base' } } },
        Named: group({ LogGroupName: { 'Fn::Sub': '/of/${Base}' } }),
      },
    });
    const changes = changesOf(
      await propose('actions', {
        Base: group({ LogGroupName: '/base' }),
        Replaced: group({ LogGroupName: '/replaced' }),
        Kept: group({ LogGroupName: '/kept' }, retain),
        Dependent: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { 'Fn::GetAtt': ['Base', 'Arn'] } } },
        Named: group({ LogGroupName: { 'Fn::Sub': '/of/${Base}' } }),
      }),
    );

    const shown = Object.entries(changes).map(([name, { Action, Replacement, PolicyAction }]) => [
      name,
      [Action, Replacement, PolicyAction],
    ]);
    expect(Object.fromEntries(shown)).toEqual({
      Base: ['Modify', 'True', 'ReplaceAndDelete'],
      Replaced: ['Modify', 'True', 'ReplaceAndDelete'],
      Kept: ['Modify', 'True', 'ReplaceAndRetain'],
      Removed: ['Remove', undefined, 'Delete'],
      Left: ['Remove', undefined, 'Retain'],
      Dependent: ['Modify', 'False', undefined],
      Named: ['Modify', 'Conditional', 'ReplaceAndDelete'],
    });
    expect(changes['Dependent']?.Details).toMatchObject([
      { Evaluation: 'Dynamic', ChangeSource: 'ResourceAttribute', Target: { Name: 'DisplayName', RequiresRecreation: 'Never' } },
    ]);
    expect(changes['Replaced']?.Details).toMatchObject([
      {
        Evaluation: 'Static',
        ChangeSource: 'DirectModification',
        Target: { Name: 'LogGroupName', RequiresRecreation: 'Always', AfterValue: '/replaced', AttributeChangeType: 'Add' },
      },
    ]);
  });

  it('shows each member that is added, removed or changed inside of a property', async () => {
    const body = (Tags: object[], Statement: object): object => ({
      Q: { Type: 'AWS::SQS::Queue', Properties: { Tags } },
      P: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: { Queues: [{ Ref: 'Q' }], PolicyDocument: { Version: '2012-10-17', Statement } },
      },
      G: group({ RetentionInDays: Tags.length === 1 ? 7 : 14 }),
    });
    const allow = { Effect: 'Allow', Principal: '*', Action: 'sqs:*', Resource: '*' };
    await testStacks.create('members', { Resources: body([{ Key: 'a', Value: '1' }], { ...allow, Sid: 'One' }) });
    const next = body(
      [
        { Key: 'a', Value: '2' },
        { Key: 'b', Value: '3' },
      ],
      [{ ...allow, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
    );
    const changes = changesOf(await propose('members', next));
    const short = changesOf(await propose('members', next, { ChangeSetName: 'short' }, {}));

    const targets = (change: ResourceChange | undefined): unknown => change?.Details?.map(({ Target }) => Target);
    expect(targets(changes['P'])).toEqual([
      {
        Attribute: 'Properties',
        Name: 'PolicyDocument',
        Path: '/Properties/PolicyDocument/Statement',
        RequiresRecreation: 'Never',
        BeforeValue: JSON.stringify({ ...allow, Sid: 'One' }),
        AfterValue: JSON.stringify([{ ...allow, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }]),
        AttributeChangeType: 'Modify',
      },
    ]);
    expect(changes['Q']).toMatchObject({ Scope: ['Tags'], Details: [{ Target: { Attribute: 'Tags' } }] });
    expect(targets(short['G'])).toEqual([{ Attribute: 'Properties', Name: 'RetentionInDays', RequiresRecreation: 'Never' }]);
    expect(short['G']?.BeforeContext).toBeUndefined();
  });

  it('shows members of an object that are added and removed', async () => {
    const bucket = (configuration: object): object => ({
      B: { Type: 'AWS::S3::Bucket', Properties: { PublicAccessBlockConfiguration: configuration } },
    });
    await testStacks.create('object', { Resources: bucket({ BlockPublicAcls: true, BlockPublicPolicy: true }) });
    const changes = changesOf(await propose('object', bucket({ BlockPublicAcls: true, IgnorePublicAcls: false })));

    expect(changes['B']?.Details?.map(({ Target }) => Target)).toMatchObject([
      {
        Path: '/Properties/PublicAccessBlockConfiguration/BlockPublicPolicy',
        BeforeValue: 'true',
        AttributeChangeType: 'Remove',
      },
      {
        Path: '/Properties/PublicAccessBlockConfiguration/IgnorePublicAcls',
        AfterValue: 'false',
        AttributeChangeType: 'Add',
      },
    ]);
  });

  it('shows changes of the metadata, of the policies and of the tags of the stack', async () => {
    await testStacks.create('around', {
      Resources: { M: group({}, { Metadata: { a: 1 } }), P: group({}), Gone: group({ RetentionInDays: 1 }) },
    });
    const changes = changesOf(
      await propose(
        'around',
        { M: group({}, { Metadata: { a: 2 } }), P: group({}, { DeletionPolicy: 'Retain' }), Gone: group({}) },
        { Tags: [{ Key: 'team', Value: 'b' }] },
      ),
    );

    expect(changes['M']).toMatchObject({
      Scope: ['Metadata', 'Tags'],
      Replacement: 'False',
      Details: [{ Target: { Attribute: 'Tags' } }, { Target: { Attribute: 'Metadata', AttributeChangeType: 'Add' } }],
    });
    expect(changes['P']?.Scope).toEqual(['Tags', 'DeletionPolicy']);
    expect(changes['Gone']?.Details?.[0]?.Target).toMatchObject({ Name: 'RetentionInDays', AttributeChangeType: 'Remove' });
  });
});

describe('ExecuteChangeSet', () => {
  it('updates the stack once for each token, and makes its other change sets obsolete', async () => {
    await testStacks.create('executed', { Resources: { G: group({ RetentionInDays: 7 }) } });
    const next = await propose('executed', { G: group({ RetentionInDays: 14 }) }, { RollbackConfiguration: {} });
    await propose('executed', { G: group({ RetentionInDays: 30 }) }, { ChangeSetName: 'other' });
    const request = { StackName: 'executed', ChangeSetName: 'next', ClientRequestToken: 'token' };
    await testStacks.client.send(new ExecuteChangeSetCommand(request));
    const stack = await testStacks.settled('executed');
    await testStacks.client.send(new ExecuteChangeSetCommand(request));
    const { Summaries = [] } = await testStacks.client.send(new ListChangeSetsCommand({ StackName: 'executed' }));

    expect(stack).toMatchObject({ StackStatus: 'UPDATE_COMPLETE', ChangeSetId: next.ChangeSetId });
    expect((await testStacks.events('executed')).at(-1)?.ClientRequestToken).toBe('token');
    expect(Object.fromEntries(Summaries.map((each) => [each.ChangeSetName, each.ExecutionStatus]))).toEqual({
      next: 'EXECUTE_COMPLETE',
      other: 'OBSOLETE',
    });
    await expect(
      testStacks.client.send(new ExecuteChangeSetCommand({ ...request, ChangeSetName: 'other' })),
    ).rejects.toMatchObject({
      name: 'InvalidChangeSetStatusException',
      message: expect.stringMatching(/cannot be executed in its current status of \[OBSOLETE\]$/),
    });
  });

  it('does not execute a change set that failed', async () => {
    await testStacks.create('unchanged', { Resources: { G: group({}) } });
    await propose('unchanged', { G: group({}) });

    await expect(
      testStacks.client.send(new ExecuteChangeSetCommand({ StackName: 'unchanged', ChangeSetName: 'next' })),
    ).rejects.toMatchObject({ message: expect.stringMatching(/cannot be executed in its current status of \[FAILED\]$/) });
  });

  it.each([
    ['DO_NOTHING' as const, 'CREATE_FAILED'],
    ['DELETE' as const, 'DELETE_COMPLETE'],
    ['ROLLBACK' as const, 'ROLLBACK_COMPLETE'],
  ])('ends a new stack that fails with OnStackFailure %s in %s', async (OnStackFailure, status) => {
    const StackName = `on-${OnStackFailure.toLowerCase().replace('_', '-')}`;
    const { StackId = '', ...described } = await propose(
      StackName,
      { Bad: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'Not_A_Name' } } },
      { ChangeSetType: 'CREATE', OnStackFailure },
    );
    await testStacks.client.send(new ExecuteChangeSetCommand({ StackName, ChangeSetName: 'next' }));

    expect(described.OnStackFailure).toBe(OnStackFailure);
    expect((await testStacks.settled(StackId)).StackStatus).toBe(status);
  });
});

describe('a stack in review', () => {
  it('can have a second change set, no update, and is deleted with its change sets', async () => {
    const template = JSON.stringify({ Description: 'reviewed', Resources: { G: group({}) } });
    const more = { ChangeSetType: 'CREATE' as const, TemplateBody: template };
    const { StackId = '', ChangeSetId } = await propose('reviewed', {}, more);
    const second = await propose('reviewed', {}, { ...more, ChangeSetName: 'second' });
    const named = await propose(StackId, {}, { ...more, ChangeSetName: 'third' });
    const reviewed = await testStacks.describe('reviewed');

    expect([second.StackId, named.StackId]).toEqual([StackId, StackId]);
    expect(reviewed).toMatchObject({ StackStatus: 'REVIEW_IN_PROGRESS', Description: 'reviewed' });
    await expect(propose('reviewed', { G: group({}) }, { ChangeSetName: 'update' })).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack [reviewed] does not exist',
    });

    await testStacks.client.send(new DeleteStackCommand({ StackName: 'reviewed' }));

    expect((await testStacks.describe(StackId)).StackStatus).toBe('DELETE_COMPLETE');
    await expect(testStacks.client.send(new DescribeChangeSetCommand({ ChangeSetName: ChangeSetId }))).rejects.toMatchObject({
      name: 'ChangeSetNotFoundException',
    });
  });
});

describe('a change set by its name', () => {
  it.each<[string, DescribeChangeSetCommand | DeleteChangeSetCommand | GetTemplateCommand, string]>([
    [
      'without its stack is refused',
      new DescribeChangeSetCommand({ ChangeSetName: 'next' }),
      'StackName must be specified if ChangeSetName is not specified as an ARN.',
    ],
    [
      'of a stack that does not exist is refused',
      new DeleteChangeSetCommand({ ChangeSetName: 'next', StackName: 'nothing' }),
      'Stack [nothing] does not exist',
    ],
    ['is needed for a template, or a stack', new GetTemplateCommand({}), 'Either stackName or changeSetName must be specified.'],
  ])('%s', async (_title, command, message) => {
    await expect(testStacks.client.send(command as DescribeChangeSetCommand)).rejects.toMatchObject({
      name: 'ValidationError',
      message,
    });
  });

  it('by its ARN has no separate events', async () => {
    await testStacks.create('quiet', { Resources: { G: group({}) } });
    const { ChangeSetId } = await propose('quiet', { G: group({ RetentionInDays: 1 }) });
    const { OperationEvents } = await testStacks.client.send(new DescribeEventsCommand({ ChangeSetName: ChangeSetId }));

    expect(OperationEvents).toEqual([]);
  });
});
