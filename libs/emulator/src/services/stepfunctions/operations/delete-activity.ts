import type { DeleteActivityInput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { requireActivityArn } from '../arn.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Deletes an activity. An activity that does not exist is ignored.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteActivity.html
 */
export function deleteActivity(
  sfn: StepFunctions,
): OperationHandler<Given<DeleteActivityInput, 'activityArn'>, Record<string, never>> {
  return (input) => {
    requireActivityArn(input.activityArn);
    sfn.activities.activities.delete(input.activityArn);
    return {};
  };
}
