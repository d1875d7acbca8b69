import type { SendTaskFailureInput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Reports that the task with a token has failed.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskFailure.html
 */
export function sendTaskFailure(
  sfn: StepFunctions,
): OperationHandler<Given<SendTaskFailureInput, 'taskToken'>, Record<string, never>> {
  return ({ taskToken, error, cause }) => {
    const { taskId, deliver } = sfn.tokens.require(taskToken);
    deliver({
      type: 'TaskFailed',
      taskId,
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    });
    return {};
  };
}
