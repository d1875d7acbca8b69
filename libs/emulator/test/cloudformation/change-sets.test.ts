import {
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  type DescribeChangeSetCommandOutput,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  ListChangeSetsCommand,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestStacks } from './test-stacks.ts';

let testStacks: TestStacks;
beforeAll(async () => {
  testStacks = await TestStacks.open();
});
afterAll(() => testStacks[Symbol.asyncDispose]());

const groups = (days: Record<string, number>, more: object = {}): object => ({
  Resources: {
    ...Object.fromEntries(
      Object.entries(days).map(([name, RetentionInDays]) => [
        name,
        { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays } },
      ]),
    ),
    ...more,
  },
});

const propose = async (
  StackName: string,
  template: object,
  more: Partial<CreateChangeSetCommandInput> = {},
): Promise<DescribeChangeSetCommandOutput> => {
  const { Id } = await testStacks.client.send(
    new CreateChangeSetCommand({ StackName, ChangeSetName: 'next', TemplateBody: JSON.stringify(template), ...more }),
  );
  return await testStacks.client.send(new DescribeChangeSetCommand({ ChangeSetName: Id, IncludePropertyValues: true }));
};

describe('a change set', () => {
  it('with a reference to a secure string fails, and names the property', async () => {
    const Properties = { LogGroupName: '{{resolve:ssm-secure:Name}}' };
    const template = { Resources: { A: { Type: 'AWS::Logs::LogGroup', Properties } } };

    expect(await propose('secret', template, { ChangeSetType: 'CREATE' })).toMatchObject({
      Status: 'FAILED',
      ExecutionStatus: 'UNAVAILABLE',
      StatusReason: 'SSM Secure reference is not supported in: [AWS::Logs::LogGroup/Properties/LogGroupName]',
    });
  });

  it('for a new stack shows what is added, and makes nothing until it is executed', async () => {
    const proposed = await propose('fresh', groups({ A: 7 }), { ChangeSetType: 'CREATE' });
    const reviewed = await testStacks.describe('fresh');

    expect(proposed).toMatchObject({ Status: 'CREATE_COMPLETE', ExecutionStatus: 'AVAILABLE', StackId: reviewed.StackId });
    expect(proposed.Changes).toMatchObject([
      { Type: 'Resource', ResourceChange: { Action: 'Add', LogicalResourceId: 'A', ResourceType: 'AWS::Logs::LogGroup' } },
    ]);
    expect(reviewed.StackStatus).toBe('REVIEW_IN_PROGRESS');
    expect(await testStacks.ids('fresh')).toEqual({});

    await testStacks.client.send(new ExecuteChangeSetCommand({ ChangeSetName: 'next', StackName: 'fresh' }));

    expect(await testStacks.settled('fresh')).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
      ChangeSetId: proposed.ChangeSetId,
    });
    await expect(
      testStacks.client.send(new ExecuteChangeSetCommand({ ChangeSetName: 'next', StackName: 'fresh' })),
    ).rejects.toMatchObject({
      name: 'InvalidChangeSetStatusException',
    });
  });

  it('for a stack that is there shows additions, changes, replacements and removals', async () => {
    await testStacks.create('grown', groups({ Same: 7, Changed: 7, Replaced: 7, Gone: 7 }));

    const { Changes = [] } = await propose(
      'grown',
      groups(
        { Same: 7, Changed: 14 },
        {
          Replaced: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/named', RetentionInDays: 7 } },
          User: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: { 'Fn::Sub': '/of${Replaced}' } } },
        },
      ),
    );

    expect(
      Object.fromEntries(Changes.map(({ ResourceChange: c }) => [c?.LogicalResourceId, [c?.Action, c?.Replacement]])),
    ).toEqual({
      Changed: ['Modify', 'False'],
      Replaced: ['Modify', 'True'],
      User: ['Add', undefined],
      Gone: ['Remove', undefined],
    });
    const changed = Changes.find(({ ResourceChange }) => ResourceChange?.LogicalResourceId === 'Changed')?.ResourceChange;
    expect(changed?.Details?.[0]?.Target).toMatchObject({
      Attribute: 'Properties',
      Name: 'RetentionInDays',
      RequiresRecreation: 'Never',
      BeforeValue: '7',
      AfterValue: '14',
    });
    const user = Changes.find(({ ResourceChange }) => ResourceChange?.LogicalResourceId === 'User')?.ResourceChange;
    expect(user?.AfterContext).toContain('{{changeSet:KNOWN_AFTER_APPLY}}');
  });

  it('without changes fails and says so', async () => {
    await testStacks.create('still', groups({ A: 7 }));

    expect(await propose('still', groups({ A: 7 }))).toMatchObject({
      Status: 'FAILED',
      ExecutionStatus: 'UNAVAILABLE',
      StatusReason: "The submitted information didn't contain changes. Submit different information to create a change set.",
    });
  });

  it('is listed, read, deleted, and unknown after that', async () => {
    await testStacks.create('listed', groups({ A: 7 }));
    await propose('listed', groups({ A: 14 }));
    const { Summaries = [] } = await testStacks.client.send(new ListChangeSetsCommand({ StackName: 'listed' }));
    const { TemplateBody } = await testStacks.client.send(new GetTemplateCommand({ StackName: 'listed', ChangeSetName: 'next' }));

    await testStacks.client.send(new DeleteChangeSetCommand({ StackName: 'listed', ChangeSetName: 'next' }));

    expect(Summaries.map(({ ChangeSetName }) => ChangeSetName)).toEqual(['next']);
    expect(JSON.parse(TemplateBody ?? '')).toEqual(groups({ A: 14 }));
    await expect(
      testStacks.client.send(new DescribeChangeSetCommand({ StackName: 'listed', ChangeSetName: 'next' })),
    ).rejects.toMatchObject({
      name: 'ChangeSetNotFoundException',
      message: 'ChangeSet [next] does not exist',
    });
  });

  it('takes a role only that CloudFormation can assume', async () => {
    await expect(
      propose('roled', groups({ A: 7 }), { ChangeSetType: 'CREATE', RoleARN: 'arn:aws:iam::000000000000:role/missing' }),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Role arn:aws:iam::000000000000:role/missing is invalid or cannot be assumed',
    });
  });
});
