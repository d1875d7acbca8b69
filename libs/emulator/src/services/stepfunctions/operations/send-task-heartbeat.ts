import type { SendTaskHeartbeatInput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Reports that the work on the task with a token continues.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskHeartbeat.html
 */
export function sendTaskHeartbeat(
  sfn: StepFunctions,
): OperationHandler<Given<SendTaskHeartbeatInput, 'taskToken'>, Record<string, never>> {
  return (input) => {
    const { taskId, deliver } = sfn.tokens.require(input.taskToken);
    deliver({ type: 'TaskHeartbeat', taskId });
    return {};
  };
}
