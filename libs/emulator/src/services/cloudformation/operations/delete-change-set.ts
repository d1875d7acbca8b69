import type { DeleteChangeSetInput } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { findChangeSet } from '../change-sets.ts';
import type { Stacks } from '../stacks.ts';

/**
 * Deletes a change set. A change set that does not exist is ignored.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html
 */
export function deleteChangeSet(stacks: Stacks): OperationHandler<Given<DeleteChangeSetInput, 'ChangeSetName'>, object> {
  return (input, call) => {
    const nameOrId = input.ChangeSetName;
    try {
      stacks.store.changeSets.delete(findChangeSet(stacks, nameOrId, input.StackName, call).id);
    } catch (error) {
      // The deletion of a change set that does not exist succeeds.
      if (!(error instanceof AwsError) || error.code !== 'ChangeSetNotFound') throw error;
    }
    return {};
  };
}
