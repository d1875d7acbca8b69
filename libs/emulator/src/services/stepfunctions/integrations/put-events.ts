import type { Json } from '@stepmaker/asl-interpreter';
import { callOptimized, optimizedInput, optimizedResult } from './optimized-call.ts';
import { TaskFailure, type TaskRun } from './task-run.ts';

/**
 * `arn:aws:states:::events:putEvents`, also with `.waitForTaskToken`: the execution and its state machine are added to every entry's
 * resources, and one entry that is not taken fails the task.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html
 */
export async function putEvents(run: TaskRun): Promise<Json> {
  const { execution } = run;
  const input = optimizedInput(run, 'PutEvents');
  const entries = (input['Entries'] as readonly { readonly Resources?: readonly string[] }[]).map((entry) => ({
    ...entry,
    Resources: [...(entry.Resources ?? []), execution.arn, execution.machineArn],
  }));
  const output = await callOptimized(run, 'PutEvents', { ...input, Entries: entries });
  const result = await optimizedResult(run, 'PutEvents', output);
  if (output['FailedEntryCount'] === 0) return result;
  const { Entries, FailedEntryCount } = result;
  throw new TaskFailure('EventBridge.FailedEntry', JSON.stringify({ Entries, FailedEntryCount }));
}
