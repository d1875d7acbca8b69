import type { CloudFormationClient, Stack } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { deployStack } from './deploy-stack.ts';

const StackId = 'arn:aws:cloudformation:us-east-1:123456789012:stack/topics/1';
const STACK = { StackId, StackName: 'topics', CreationTime: new Date(0), Outputs: [{ OutputKey: 'Name', OutputValue: 'x' }] };
const EMPTY = { Status: 'FAILED', StatusReason: "The submitted information didn't contain changes." };

/**
 * CloudFormation with prepared answers, and the names of the commands that it received. DescribeStacks returns the states in turn, and
 * afterwards the last one. Undefined stands for no stack. DescribeChangeSet returns the pages in turn.
 */
function cloudFormation(states: readonly (Partial<Stack> | undefined)[], ...pages: readonly object[]) {
  const sent: string[] = [];
  const open = [...states];
  const openPages = [...pages];
  const answers: Readonly<Record<string, () => object>> = {
    CreateChangeSetCommand: () => ({ Id: 'change-set', StackId }),
    DescribeChangeSetCommand: () => openPages.shift() ?? { Status: 'CREATE_COMPLETE' },
    DescribeStackEventsCommand: () => ({
      StackEvents: sent.includes('ExecuteChangeSetCommand') ? [{ EventId: '1', StackId, PhysicalResourceId: StackId }] : [],
    }),
    DescribeStacksCommand: () => {
      const state = open.length > 1 ? open.shift() : open[0];
      if (state === undefined) throw new Error('Stack with id topics does not exist');
      return { Stacks: [{ ...STACK, ...state }] };
    },
    GetTemplateCommand: () => ({ TemplateBody: '{}' }),
    ListChangeSetsCommand: () => ({ Summaries: [{ ChangeSetId: 'change-set' }] }),
  };
  const send = async (command: object): Promise<object> => {
    sent.push(command.constructor.name);
    return answers[command.constructor.name]?.() ?? {};
  };
  return { sent, cloudformation: { send } as unknown as CloudFormationClient };
}

const TOPIC = { stackName: 'topics', templateBody: '{"Resources":{}}', pollIntervalMillis: 1, terminationProtection: true };

describe('deployStack', () => {
  it('discards the stack of an empty creation, and neither reads nor protects it afterwards', async () => {
    const { cloudformation, sent } = cloudFormation([undefined, { StackStatus: 'REVIEW_IN_PROGRESS' }], EMPTY);

    const outcome = await deployStack({ ...TOPIC, cloudformation });

    expect(outcome).toEqual({ status: 'unchanged', outputs: {} });
    expect(sent.slice(-3)).toEqual(['DescribeStacksCommand', 'ListChangeSetsCommand', 'DeleteStackCommand']);
  });

  it('protects a stack that has no changes, and returns its outputs', async () => {
    const { cloudformation, sent } = cloudFormation([{ StackStatus: 'CREATE_COMPLETE' }], EMPTY);

    const outcome = await deployStack({ ...TOPIC, cloudformation });

    expect(outcome).toEqual({ status: 'unchanged', outputs: { Name: 'x' } });
    expect(sent).toEqual([
      'DescribeStacksCommand',
      'CreateChangeSetCommand',
      'DescribeChangeSetCommand',
      'DeleteChangeSetCommand',
      'UpdateTerminationProtectionCommand',
    ]);
  });

  it('sends no request twice, and none for a review that is not printed', async () => {
    const { cloudformation, sent } = cloudFormation([
      { StackStatus: 'CREATE_COMPLETE', Outputs: [] },
      { StackStatus: 'UPDATE_COMPLETE', EnableTerminationProtection: true },
    ]);

    const outcome = await deployStack({ ...TOPIC, cloudformation });

    expect(outcome).toEqual({ status: 'deployed', outputs: { Name: 'x' } });
    expect(sent.filter((name) => /Template|ListChangeSets/.test(name))).toEqual([]);
    expect(sent.slice(sent.indexOf('ExecuteChangeSetCommand'))).toEqual([
      'ExecuteChangeSetCommand',
      'DescribeStacksCommand',
      'DescribeStackEventsCommand',
      'DescribeStacksCommand',
      'DescribeStackEventsCommand',
    ]);
  });

  it('reviews the changes of all pages of a change set', async () => {
    const page = (LogicalResourceId: string, NextToken?: string): object => ({
      Status: 'CREATE_COMPLETE',
      Changes: [{ ResourceChange: { Action: 'Add', LogicalResourceId, ResourceType: 'AWS::SNS::Topic' } }],
      ...(NextToken && { NextToken }),
    });
    const pages = [page('One', 'next'), page('Two')];
    const { cloudformation } = cloudFormation([{ StackStatus: 'CREATE_COMPLETE' }, { StackStatus: 'UPDATE_COMPLETE' }], ...pages);
    const printed: string[] = [];

    await deployStack({ ...TOPIC, cloudformation, print: (text) => printed.push(text) });

    expect(printed[0]).toMatch(/\+ One [\s\S]*\+ Two .*\n {2}Resources: 2 to add/);
  });

  it('creates a stack that only has a review', async () => {
    const { cloudformation, sent } = cloudFormation([{ StackStatus: 'REVIEW_IN_PROGRESS' }, { StackStatus: 'CREATE_COMPLETE' }]);
    const printed: string[] = [];

    await deployStack({ ...TOPIC, cloudformation, print: (text) => printed.push(text) });

    expect(printed[0]).toMatch(/^topics \(new stack\)/);
    expect(sent).not.toContain('GetTemplateCommand');
  });
});
