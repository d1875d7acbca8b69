import type { DescribeChangeSetInput, DescribeChangeSetOutput } from '@aws-sdk/client-cloudformation';
import type { Given } from '../../../core/given.ts';
import { pageOf } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { tagList } from '../../../core/tags.ts';
import { changeDescription } from '../change-description.ts';
import { changeSetSummary, findChangeSet } from '../change-sets.ts';
import { PAGING } from '../paging.ts';
import { shownParameters } from '../shown-parameters.ts';
import type { Stacks } from '../stacks.ts';

/**
 * Returns a change set and a page of its changes.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html
 */
export function describeChangeSet(
  stacks: Stacks,
): OperationHandler<Given<DescribeChangeSetInput, 'ChangeSetName'>, DescribeChangeSetOutput> {
  return (input, call) => {
    const changeSet = findChangeSet(stacks, input.ChangeSetName, input.StackName, call);
    const { items, nextToken } = pageOf(changeSet.changes, {
      ...PAGING,
      list: `DescribeChangeSet ${changeSet.id}`,
      token: input.NextToken,
      keyOf: ({ logicalId }) => logicalId,
    });
    return {
      ...(changeSetSummary(changeSet) as Omit<DescribeChangeSetOutput, 'Changes'>),
      Parameters: shownParameters(changeSet),
      NotificationARNs: [...changeSet.notificationArns],
      RollbackConfiguration: (changeSet.rollbackConfiguration ?? {}) as NonNullable<
        DescribeChangeSetOutput['RollbackConfiguration']
      >,
      Capabilities: [...changeSet.capabilities] as NonNullable<DescribeChangeSetOutput['Capabilities']>,
      Tags: tagList(changeSet.tags),
      Changes: items.map((change) => changeDescription(change, input.IncludePropertyValues ?? false)),
      ...(nextToken === undefined ? {} : { NextToken: nextToken }),
      ...(changeSet.onStackFailure === undefined ? {} : { OnStackFailure: changeSet.onStackFailure }),
    };
  };
}
