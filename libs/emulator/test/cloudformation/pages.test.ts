import {
  DeleteStackCommand,
  type ListStacksInput,
  type ListStacksOutput,
  paginateDescribeChangeSet,
  paginateDescribeStackEvents,
  paginateDescribeStacks,
  paginateListChangeSets,
  paginateListExports,
  paginateListStacks,
  type StackSummary,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestStacks } from './test-stacks.ts';

const MANY = Array.from({ length: 101 }, (_, index) => `N${String(index).padStart(3, '0')}`);
const TOPIC = { Type: 'AWS::SNS::Topic' };
/** A stack of many topics, each of which it exports. */
const WHOLE = {
  Description: 'Many',
  Resources: Object.fromEntries(MANY.map((name) => [name, TOPIC])),
  Outputs: Object.fromEntries(MANY.map((name) => [name, { Value: { Ref: name }, Export: { Name: name } }])),
};

let testStacks: TestStacks;
beforeAll(async () => {
  testStacks = await TestStacks.open();
  await testStacks.create('whole', WHOLE);
  const TemplateBody = JSON.stringify({ Resources: { T: TOPIC } });
  for (const name of MANY) {
    const input = { StackName: `review-${name}`, ChangeSetName: 'first', ChangeSetType: 'CREATE', TemplateBody };
    await testStacks.call('cloudformation', 'CreateChangeSet', input);
    await testStacks.call('cloudformation', 'CreateChangeSet', { ...input, StackName: 'reviewed', ChangeSetName: name });
  }
});
afterAll(() => testStacks[Symbol.asyncDispose]());

/** How many items each page has, and all of them. */
async function read<Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly Item[] | undefined,
): Promise<{ readonly sizes: number[]; readonly items: Item[] }> {
  const sizes: number[] = [];
  const items: Item[] = [];
  for await (const page of pages) {
    const own = itemsOf(page) ?? [];
    sizes.push(own.length);
    items.push(...own);
  }
  return { sizes, items };
}

describe('pages of a hundred', () => {
  it('have the stacks of the region', async () => {
    const { sizes, items } = await read(paginateDescribeStacks({ client: testStacks.client }, {}), ({ Stacks }) => Stacks);

    expect(sizes).toEqual([100, 3]);
    expect(items.map(({ StackName }) => StackName).toSorted()).toEqual(
      ['reviewed', 'whole', ...MANY.map((name) => `review-${name}`)].toSorted(),
    );
  });

  it('have the summaries of the stacks with a status', async () => {
    const StackStatusFilter = ['REVIEW_IN_PROGRESS' as const];
    const { sizes, items } = await read(
      paginateListStacks({ client: testStacks.client }, { StackStatusFilter }),
      ({ StackSummaries }) => StackSummaries,
    );

    expect(sizes).toEqual([100, 2]);
    expect(new Set(items.map(({ StackId }) => StackId)).size).toBe(102);
  });

  it('have the change sets of a stack', async () => {
    const { sizes, items } = await read(
      paginateListChangeSets({ client: testStacks.client }, { StackName: 'reviewed' }),
      ({ Summaries }) => Summaries,
    );

    expect(sizes).toEqual([100, 1]);
    expect(items.map(({ ChangeSetName }) => ChangeSetName).toSorted()).toEqual(MANY);
  });

  it('have the changes of a change set', async () => {
    const { Id: ChangeSetName } = await testStacks.call<{ Id: string }>('cloudformation', 'CreateChangeSet', {
      StackName: 'whole',
      ChangeSetName: 'renames',
      TemplateBody: JSON.stringify({
        Resources: Object.fromEntries(MANY.map((name) => [name, { ...TOPIC, Properties: { DisplayName: name } }])),
      }),
    });
    const { sizes, items } = await read(
      paginateDescribeChangeSet({ client: testStacks.client }, { ChangeSetName }),
      ({ Changes }) => Changes,
    );

    expect(sizes).toEqual([100, 1]);
    expect(items.map(({ ResourceChange }) => ResourceChange?.LogicalResourceId).toSorted()).toEqual(MANY);
  });

  it('have the exports of the region', async () => {
    const { sizes, items } = await read(paginateListExports({ client: testStacks.client }, {}), ({ Exports }) => Exports);

    expect(sizes).toEqual([100, 1]);
    expect(items.map(({ Name }) => Name).toSorted()).toEqual(MANY);
  });

  it('have the events of a stack, the newest first', async () => {
    const { items } = await read(
      paginateDescribeStackEvents({ client: testStacks.client }, { StackName: 'whole' }),
      ({ StackEvents }) => StackEvents,
    );
    const times = items.map(({ Timestamp }) => Number(Timestamp));

    expect(items.at(0)).toMatchObject({ LogicalResourceId: 'whole', ResourceStatus: 'CREATE_COMPLETE' });
    expect(items.at(-1)).toMatchObject({ LogicalResourceId: 'whole', ResourceStatus: 'CREATE_IN_PROGRESS' });
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(new Set(items.map(({ EventId }) => EventId)).size).toBe(MANY.length * 3 + 2);
  });

  it.each(['DescribeStacks', 'ListStacks', 'ListExports'])(
    'are refused by %s for a token that it did not give',
    async (operation) => {
      await expect(testStacks.call('cloudformation', operation, { NextToken: 'made-up' })).rejects.toMatchObject({
        code: 'ValidationError',
        message: 'Invalid nextToken: made-up',
      });
    },
  );
});

describe('ListStacks', () => {
  const list = async (input: ListStacksInput, name: string): Promise<StackSummary | undefined> => {
    const { StackSummaries = [] } = await testStacks.call<ListStacksOutput>('cloudformation', 'ListStacks', input);
    return StackSummaries.find(({ StackName }) => StackName === name);
  };

  it('shows when a stack was created, updated and deleted, and why it failed', async () => {
    const failing = { Resources: { T: { ...TOPIC, Properties: { DisplayName: ['a'] } } } };
    await testStacks.create('listed', { Description: 'first', Resources: { T: TOPIC } });
    const created = await list({}, 'listed');
    await testStacks.update('listed', { Description: 'second', Resources: { T: TOPIC, U: TOPIC } });
    const updated = await list({}, 'listed');
    const { StackId = '' } = await testStacks.describe('listed');
    await testStacks.client.send(new DeleteStackCommand({ StackName: 'listed' }));
    await testStacks.settled(StackId);
    const deleted = await list({ StackStatusFilter: ['DELETE_COMPLETE'] }, 'listed');
    await testStacks.create('unlucky', failing, { OnFailure: 'DO_NOTHING' });

    expect(created).toMatchObject({ StackStatus: 'CREATE_COMPLETE', TemplateDescription: 'first' });
    expect(created).not.toHaveProperty('LastUpdatedTime');
    expect(updated).toMatchObject({
      StackStatus: 'UPDATE_COMPLETE',
      TemplateDescription: 'second',
      CreationTime: created?.CreationTime,
      LastUpdatedTime: expect.any(Date),
    });
    expect(deleted).toMatchObject({ StackId, DeletionTime: expect.any(Date) });
    expect(await list({}, 'unlucky')).toMatchObject({
      StackStatus: 'CREATE_FAILED',
      StackStatusReason: 'The following resource(s) failed to create: [T].',
    });
  });
});
