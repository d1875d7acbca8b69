import type { TaskInput } from '../contract/engine-input.ts';
import type { Frame, TaskActivity } from '../execution/frame.ts';
import type { Runner } from '../execution/runner.ts';
import { finishWithResult } from '../flow/input-output.ts';
import type { Json } from '../json.ts';
import type { MaybePromise } from '../maybe-promise.ts';
import { StateFailure } from '../state-failure.ts';
import { dataLimitExceeded, exceedsLimit } from './data-limit.ts';
import { failedEvent, startedEvent, submittedEvent, succeededEvent, type TaskFailureStage } from './task-events.ts';

/** Takes an input of the host for a task. @throws StateFailure */
export function takeTaskInput(runner: Runner, frame: Frame, activity: TaskActivity, input: TaskInput): MaybePromise<void> {
  switch (input.type) {
    case 'TaskStarted':
      return start(runner, frame, activity, input.workerName);
    case 'TaskHeartbeat':
      activity.lastBeat = runner.now;
      return;
    case 'TaskSubmitted':
      start(runner, frame, activity);
      activity.lastBeat = runner.now;
      frame.last = submittedEvent(runner, frame, activity.node.resource, JSON.stringify(input.output));
      return;
    case 'TaskSucceeded':
      return succeed(runner, frame, activity, input.output);
    case 'TaskFailed':
      return failTask(runner, frame, activity, input.stage ?? 'run', input.error, input.cause);
    case 'TaskTimedOut':
      return failTask(runner, frame, activity, 'timeout', input.error ?? 'States.Timeout', input.cause);
  }
}

/** One of a task's timers went off. */
export function taskTimerFired(runner: Runner, frame: Frame, activity: TaskActivity, timerId: string): MaybePromise<void> {
  if (timerId === activity.timeoutTimer) {
    activity.timeoutTimer = undefined;
    return failTask(runner, frame, activity, 'timeout', 'States.Timeout', undefined, true);
  }
  const due = activity.lastBeat + activity.heartbeatMillis;
  if (due > runner.now) {
    activity.heartbeatTimer = runner.pending.startTimer(frame, due, 'task-heartbeat');
    return;
  }
  activity.heartbeatTimer = undefined;
  return failTask(runner, frame, activity, 'timeout', 'States.HeartbeatTimeout', undefined, true);
}

/** Lets go of a task: its timers, and its place among those that results are expected of. */
export function releaseTask(runner: Runner, frame: Frame, activity: TaskActivity): void {
  runner.pending.cancelTimer(activity.timeoutTimer);
  runner.pending.cancelTimer(activity.heartbeatTimer);
  runner.pending.forgetTask(activity.taskId);
  frame.activity = undefined;
}

function start(runner: Runner, frame: Frame, activity: TaskActivity, workerName?: string): void {
  if (activity.started) return;
  activity.started = true;
  activity.lastBeat = runner.now;
  frame.last = startedEvent(runner, frame, activity.node.resource, workerName);
}

function succeed(runner: Runner, frame: Frame, activity: TaskActivity, output: Json): MaybePromise<void> {
  const { resource } = activity.node;
  const text = frame.textOf(output);
  if (exceedsLimit(text)) {
    const failure = dataLimitExceeded(resource.kind === 'service' ? resource.resourceType : resource.arn);
    return failTask(runner, frame, activity, 'run', failure.error, failure.cause);
  }
  start(runner, frame, activity);
  releaseTask(runner, frame, activity);
  frame.last = succeededEvent(runner, frame, resource, text);
  frame.trigger = frame.last;
  return finishWithResult(runner, frame, activity.node, output);
}

function failTask(
  runner: Runner,
  frame: Frame,
  activity: TaskActivity,
  stage: TaskFailureStage,
  error: string | undefined,
  cause: string | undefined,
  cancel = false,
): MaybePromise<void> {
  if (stage === 'run' || stage === 'timeout' || stage === 'submit') start(runner, frame, activity);
  releaseTask(runner, frame, activity);
  if (cancel) runner.command({ type: 'CancelTask', taskId: activity.taskId });
  const details = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
  frame.last = failedEvent(runner, frame, activity.node.resource, stage, details);
  frame.trigger = frame.last;
  return runner.fail(frame, new StateFailure(error, cause));
}
