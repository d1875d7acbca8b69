import type { SendTaskFailureInput, SendTaskHeartbeatInput, SendTaskSuccessInput } from '@aws-sdk/client-sfn';
import type { Json } from '@stepmaker/asl-interpreter';
import type { OperationHandler } from '../../../core/service.ts';
import type { Given } from '../given.ts';
import { jsonFault } from '../json-text.ts';
import { invalidOutput, invalidToken, taskTimedOut } from '../refusals.ts';
import type { StepFunctions } from '../step-functions.ts';
import type { TokenTask } from '../task-tokens.ts';

/** The task that a token stands for. @throws AwsError `InvalidToken` for what is no token, `TaskTimedOut` where nobody waits any more */
function requireTask(sfn: StepFunctions, token: string): TokenTask {
  const task = sfn.tokens.find(token);
  if (task !== undefined) return task;
  // Tokens are long texts of base64; a text of any other kind was never one.
  throw /^[A-Za-z0-9+/_-]{40,}={0,2}$/.test(token) ? taskTimedOut() : invalidToken();
}

/** A worker or service tells that a task has succeeded. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html */
export function sendTaskSuccess(
  sfn: StepFunctions,
): OperationHandler<Given<SendTaskSuccessInput, 'taskToken' | 'output'>, Record<string, never>> {
  return (input) => {
    const fault = jsonFault(input.output);
    if (fault !== undefined) throw invalidOutput(fault);
    const { taskId, deliver } = requireTask(sfn, input.taskToken);
    deliver({ type: 'TaskSucceeded', taskId, output: JSON.parse(input.output) as Json });
    return {};
  };
}

/** A worker or service tells that a task has failed. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskFailure.html */
export function sendTaskFailure(
  sfn: StepFunctions,
): OperationHandler<Given<SendTaskFailureInput, 'taskToken'>, Record<string, never>> {
  return ({ taskToken, error, cause }) => {
    const { taskId, deliver } = requireTask(sfn, taskToken);
    deliver({
      type: 'TaskFailed',
      taskId,
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    });
    return {};
  };
}

/** A worker or service tells that it is still at work. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskHeartbeat.html */
export function sendTaskHeartbeat(
  sfn: StepFunctions,
): OperationHandler<Given<SendTaskHeartbeatInput, 'taskToken'>, Record<string, never>> {
  return (input) => {
    const { taskId, deliver } = requireTask(sfn, input.taskToken);
    deliver({ type: 'TaskHeartbeat', taskId });
    return {};
  };
}
