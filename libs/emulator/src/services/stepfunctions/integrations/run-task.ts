import type { Json } from '@stepmaker/asl-interpreter';
import { callAwsSdk } from './aws-sdk-call.ts';
import { invokeFunction, invokeLambda } from './lambda-invoke.ts';
import { callRequestResponse } from './optimized-call.ts';
import { putEvents } from './put-events.ts';
import { isSageMakerJob, runSageMakerJob } from './sagemaker-job.ts';
import { startExecution } from './start-execution.ts';
import type { Integration, TaskRun } from './task-run.ts';

/** Runs a task by the integration that its Resource names. @throws TaskFailure */
export function runTask(run: TaskRun): Promise<Json> {
  return integrationOf(run)(run);
}

function integrationOf({ task }: TaskRun): Integration {
  if (task.kind === 'lambda') return invokeFunction;
  if (task.resourceType.startsWith('aws-sdk:')) return callAwsSdk;
  switch (`${task.resourceType}:${task.action}`) {
    case 'events:putEvents':
      return putEvents;
    case 'lambda:invoke':
      return invokeLambda;
    case 'states:startExecution':
      return startExecution;
    default:
      return task.resourceType === 'sagemaker' && isSageMakerJob(task.action) ? runSageMakerJob : callRequestResponse;
  }
}
