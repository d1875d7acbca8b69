import type { TagResourceInput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { requestedTags, resourceTags } from '../resource-tags.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Adds tags to a state machine or an activity.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_TagResource.html
 */
export function tagResource(
  sfn: StepFunctions,
): OperationHandler<Given<TagResourceInput, 'resourceArn' | 'tags'>, Record<string, never>> {
  const tags = resourceTags(sfn);
  return (input) => {
    tags.add(input.resourceArn, requestedTags(input.tags));
    return {};
  };
}
