import type { ListTagsForResourceInput, ListTagsForResourceOutput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { resourceTags } from '../resource-tags.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Lists the tags of a state machine or an activity.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListTagsForResource.html
 */
export function listTagsForResource(
  sfn: StepFunctions,
): OperationHandler<Given<ListTagsForResourceInput, 'resourceArn'>, ListTagsForResourceOutput> {
  const tags = resourceTags(sfn);
  return ({ resourceArn }) => ({ tags: Object.entries(tags.list(resourceArn)).map(([key, value]) => ({ key, value })) });
}
