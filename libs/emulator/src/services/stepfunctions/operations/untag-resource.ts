import type { UntagResourceInput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { resourceTags } from '../resource-tags.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Removes tags from a state machine or an activity.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_UntagResource.html
 */
export function untagResource(
  sfn: StepFunctions,
): OperationHandler<Given<UntagResourceInput, 'resourceArn' | 'tagKeys'>, Record<string, never>> {
  const tags = resourceTags(sfn);
  return ({ resourceArn, tagKeys }) => {
    tags.remove(resourceArn, tagKeys);
    return {};
  };
}
