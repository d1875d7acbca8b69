import type { SendTaskSuccessInput } from '@aws-sdk/client-sfn';
import type { Json } from '@stepmaker/asl-interpreter';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { jsonFault } from '../json-text.ts';
import { invalidOutput } from '../refusals.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Reports that the task with a token has succeeded, and its output.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html
 */
export function sendTaskSuccess(
  sfn: StepFunctions,
): OperationHandler<Given<SendTaskSuccessInput, 'taskToken' | 'output'>, Record<string, never>> {
  return (input) => {
    const fault = jsonFault(input.output);
    if (fault !== undefined) throw invalidOutput(fault);
    const { taskId, deliver } = sfn.tokens.require(input.taskToken);
    deliver({ type: 'TaskSucceeded', taskId, output: JSON.parse(input.output) as Json });
    return {};
  };
}
