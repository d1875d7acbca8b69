import type { TagPolicyCommandInput } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { type TagStore, tagsFromList } from '../../../core/tags.ts';

/**
 * Adds tags to a managed policy.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagPolicy.html
 */
export function tagPolicy(
  tags: TagStore<string>,
): OperationHandler<Given<TagPolicyCommandInput, 'PolicyArn' | 'Tags'>, undefined> {
  return ({ PolicyArn, Tags }) => {
    tags.add(PolicyArn, tagsFromList(Tags));
    return undefined;
  };
}
