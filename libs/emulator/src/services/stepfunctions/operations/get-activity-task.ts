import type { GetActivityTaskInput, GetActivityTaskOutput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { StepFunctions } from '../step-functions.ts';

/** Milliseconds that GetActivityTask holds a connection without a task. */
const POLL = 60_000;

/**
 * Returns the next task of an activity to a worker, or nothing after a minute.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html
 */
export function getActivityTask(
  sfn: StepFunctions,
): OperationHandler<Given<GetActivityTaskInput, 'activityArn'>, GetActivityTaskOutput> {
  return async (input, call) => {
    const { arn } = sfn.activities.require(input.activityArn);
    const { clock } = sfn.runtime;
    const abort = new AbortController();
    const leave = (): void => abort.abort();
    if (call.signal.aborted) leave();
    call.signal.addEventListener('abort', leave, { once: true });
    const timer = clock.setTimer(clock.now() + POLL, leave);
    try {
      const task = await sfn.activities.take(arn, abort.signal);
      if (task === undefined) return {};
      task.taken(input.workerName);
      return { taskToken: task.taskToken, input: task.input };
    } finally {
      timer.cancel();
      call.signal.removeEventListener('abort', leave);
    }
  };
}
