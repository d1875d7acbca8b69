import type { Frame } from '../execution/frame.ts';
import type { Runner } from '../execution/runner.ts';
import type { ErrorEventDetails } from '../history/history-event.ts';
import type { EventDetails } from '../history/history-recorder.ts';
import type { ResourceName } from '../program/resource-name.ts';

/** Writes the event that a task has been scheduled. @returns its id */
export function scheduledEvent(
  runner: Runner,
  frame: Frame,
  resource: ResourceName,
  parametersText: string,
  limits: { readonly timeoutSeconds?: number; readonly heartbeatSeconds?: number; readonly credentialsRoleArn?: string },
): number {
  const times = {
    ...(limits.timeoutSeconds === undefined ? {} : { timeoutInSeconds: limits.timeoutSeconds }),
    ...(limits.heartbeatSeconds === undefined ? {} : { heartbeatInSeconds: limits.heartbeatSeconds }),
  };
  const credentials = limits.credentialsRoleArn === undefined ? {} : { taskCredentials: { roleArn: limits.credentialsRoleArn } };
  const input = { resource: resource.arn, input: parametersText };
  if (resource.kind === 'activity') {
    return runner.history.add('ActivityScheduled', frame.last, { activityScheduledEventDetails: { ...input, ...times } });
  }
  if (resource.kind === 'lambda') {
    return runner.history.add('LambdaFunctionScheduled', frame.last, {
      lambdaFunctionScheduledEventDetails: {
        ...input,
        ...(times.timeoutInSeconds === undefined ? {} : { timeoutInSeconds: times.timeoutInSeconds }),
        ...credentials,
      },
    });
  }
  return runner.history.add('TaskScheduled', frame.last, {
    taskScheduledEventDetails: {
      ...nameOf(resource),
      region: regionOf(runner),
      parameters: parametersText,
      ...times,
      ...credentials,
    },
  });
}

/** Writes that a task has been taken. */
export function startedEvent(runner: Runner, frame: Frame, resource: ResourceName, workerName: string | undefined): number {
  switch (resource.kind) {
    case 'activity':
      return runner.history.add('ActivityStarted', frame.last, {
        activityStartedEventDetails: workerName === undefined ? {} : { workerName },
      });
    case 'lambda':
      return runner.history.add('LambdaFunctionStarted', frame.last);
    case 'service':
      return runner.history.add('TaskStarted', frame.last, { taskStartedEventDetails: nameOf(resource) });
  }
}

/** Writes that a job or a call with a token has been accepted. */
export function submittedEvent(runner: Runner, frame: Frame, resource: ResourceName, output: string): number {
  return runner.history.add('TaskSubmitted', frame.last, { taskSubmittedEventDetails: { ...nameOf(resource), output } });
}

/** Writes what a task gave. */
export function succeededEvent(runner: Runner, frame: Frame, resource: ResourceName, output: string): number {
  switch (resource.kind) {
    case 'activity':
      return runner.history.add('ActivitySucceeded', frame.last, { activitySucceededEventDetails: { output } });
    case 'lambda':
      return runner.history.add('LambdaFunctionSucceeded', frame.last, { lambdaFunctionSucceededEventDetails: { output } });
    case 'service':
      return runner.history.add('TaskSucceeded', frame.last, { taskSucceededEventDetails: { ...nameOf(resource), output } });
  }
}

/** End of a failed task. */
export type TaskFailureStage = 'schedule' | 'start' | 'submit' | 'run' | 'timeout';

/** Writes that a task failed or ran out of time. */
export function failedEvent(
  runner: Runner,
  frame: Frame,
  resource: ResourceName,
  stage: TaskFailureStage,
  details: ErrorEventDetails,
): number {
  const { history } = runner;
  if (resource.kind === 'activity') {
    if (stage === 'timeout') return history.add('ActivityTimedOut', frame.last, { activityTimedOutEventDetails: details });
    if (stage === 'schedule')
      return history.add('ActivityScheduleFailed', frame.last, { activityScheduleFailedEventDetails: details });
    return history.add('ActivityFailed', frame.last, { activityFailedEventDetails: details });
  }
  if (resource.kind === 'lambda') {
    if (stage === 'timeout')
      return history.add('LambdaFunctionTimedOut', frame.last, { lambdaFunctionTimedOutEventDetails: details });
    if (stage === 'schedule')
      return history.add('LambdaFunctionScheduleFailed', frame.last, { lambdaFunctionScheduleFailedEventDetails: details });
    if (stage === 'start')
      return history.add('LambdaFunctionStartFailed', frame.last, { lambdaFunctionStartFailedEventDetails: details });
    return history.add('LambdaFunctionFailed', frame.last, { lambdaFunctionFailedEventDetails: details });
  }
  const named = { ...nameOf(resource), ...details };
  const [type, event]: readonly [Parameters<typeof history.add>[0], EventDetails] =
    stage === 'timeout'
      ? ['TaskTimedOut', { taskTimedOutEventDetails: named }]
      : stage === 'submit'
        ? ['TaskSubmitFailed', { taskSubmitFailedEventDetails: named }]
        : stage === 'start'
          ? ['TaskStartFailed', { taskStartFailedEventDetails: named }]
          : ['TaskFailed', { taskFailedEventDetails: named }];
  return history.add(type, frame.last, event);
}

function nameOf(resource: ResourceName): { readonly resourceType: string; readonly resource: string } {
  return { resourceType: resource.resourceType, resource: resource.resource };
}

/** The region that the state machine's ARN names. */
function regionOf(runner: Runner): string {
  return runner.init.stateMachineArn.split(':')[3] as string;
}
