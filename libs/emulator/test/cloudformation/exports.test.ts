import { DeleteStackCommand, ListExportsCommand, ListImportsCommand } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outputsOf, TestStacks } from './test-stacks.ts';

let testStacks: TestStacks;
beforeAll(async () => {
  testStacks = await TestStacks.open();
});
afterAll(() => testStacks[Symbol.asyncDispose]());

const GROUP = { Type: 'AWS::Logs::LogGroup' };
const exporting = (exports: Record<string, string>, more: object = {}): object => ({
  Resources: { G: GROUP },
  Outputs: {
    ...Object.fromEntries(Object.entries(exports).map(([Name, Value]) => [Name, { Value, Export: { Name } }])),
    ...more,
  },
});
const importing = (name: string, days = 7): object => ({
  Resources: { I: { ...GROUP, Properties: { RetentionInDays: days, LogGroupName: { 'Fn::ImportValue': name } } } },
});

describe('an export', () => {
  it('is listed with its stack and its value, and so are the stacks that import it', async () => {
    const { StackId } = await testStacks.create('lister', exporting({ Listed: '/listed' }, { Plain: { Value: 'p' } }));
    await testStacks.create('listed-user', importing('Listed'));

    const { Exports = [] } = await testStacks.client.send(new ListExportsCommand({}));
    const { Imports } = await testStacks.client.send(new ListImportsCommand({ ExportName: 'Listed' }));

    expect(Exports.filter(({ ExportingStackId }) => ExportingStackId === StackId)).toEqual([
      { ExportingStackId: StackId, Name: 'Listed', Value: '/listed' },
    ]);
    expect(Imports).toEqual(['listed-user']);
    await expect(testStacks.client.send(new ListImportsCommand({ ExportName: 'Nothing' }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: "Export 'Nothing' is not imported by any stack.",
    });
  });

  it('is listed page by page where there are more than a hundred', async () => {
    const names = Array.from({ length: 101 }, (_, index) => `Page${index}`);
    await testStacks.create('pages', exporting(Object.fromEntries(names.map((name) => [name, name]))));

    const first = await testStacks.client.send(new ListExportsCommand({}));
    const second = await testStacks.client.send(new ListExportsCommand({ NextToken: first.NextToken }));

    expect(first.Exports).toHaveLength(100);
    expect(second.NextToken).toBeUndefined();
    expect([first, second].flatMap(({ Exports = [] }) => Exports.map(({ Name }) => Name))).toEqual(expect.arrayContaining(names));
  });

  it('has a name that no other stack of the region has', async () => {
    await testStacks.create('owner', exporting({ Owned: 'a' }));
    const stack = await testStacks.create('second-owner', exporting({ Owned: 'b' }), { OnFailure: 'DO_NOTHING' });

    expect(stack).toMatchObject({
      StackStatus: 'CREATE_FAILED',
      StackStatusReason: 'Export with name Owned is already exported by stack owner.',
    });
  });

  it('that another stack imports keeps its name and its value until that stack is deleted', async () => {
    await testStacks.create('source', exporting({ Used: '/used', Unused: 'a' }));
    const { StackId = '' } = await testStacks.create('user', importing('Used'));
    const statuses: (string | undefined)[] = [];
    const update = async (exports: Record<string, string>, more: object = {}): Promise<void> => {
      statuses.push((await testStacks.update('source', exporting(exports, more))).StackStatus);
    };

    await update({ Used: '/other', Unused: 'a' });
    await update({ Unused: 'a' });
    await update({ Used: '/used' }, { Text: { Value: 't' } });
    await testStacks.client.send(new DeleteStackCommand({ StackName: 'user' }));
    await testStacks.settled(StackId);
    await update({ Used: '/other' });

    expect(statuses).toEqual(['UPDATE_ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_COMPLETE']);
    const reasons = (await testStacks.events('source')).map(({ ResourceStatusReason }) => ResourceStatusReason);
    expect(reasons).toContain('Export Used cannot be updated as it is in use by user');
    expect(reasons).toContain('Export Used cannot be deleted as it is in use by user');
  });

  it('that is missing cannot be imported', async () => {
    await expect(testStacks.create('no-export', importing('Missing'))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'No export named Missing found.',
    });
  });
});

describe('an output', () => {
  it('is left out where its condition does not hold, and a list is shown as a text', async () => {
    const template = (more: object = {}): object => ({
      Parameters: { Names: { Type: 'CommaDelimitedList', Default: 'a,b' } },
      Conditions: { No: { 'Fn::Equals': ['a', 'b'] }, Yes: { 'Fn::Not': [{ Condition: 'No' }] } },
      Resources: { G: GROUP },
      Outputs: {
        Left: { Condition: 'No', Value: 'l' },
        Shown: { Condition: 'Yes', Value: 's' },
        Names: { Value: { Ref: 'Names' } },
        ...more,
      },
    });
    const created = await testStacks.create('outputs', template());
    await expect(testStacks.update('outputs', template())).rejects.toMatchObject({ message: 'No updates are to be performed.' });
    const updated = await testStacks.update('outputs', template({ Another: { Value: 'n', Description: 'new' } }));

    expect(outputsOf(created)).toEqual({ Shown: 's', Names: 'a,b' });
    expect(outputsOf(updated)).toEqual({ Shown: 's', Names: 'a,b', Another: 'n' });
  });
});
