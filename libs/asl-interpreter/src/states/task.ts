import { FrameEnvironment } from '../execution/environment.ts';
import type { Frame, TaskActivity } from '../execution/frame.ts';
import type { Runner } from '../execution/runner.ts';
import { badNumber, numberOf, templateValue } from '../flow/field-source.ts';
import { argumentsOf, inputOf } from '../flow/input-output.ts';
import { base64Encode } from '../intrinsics/hash/base64.ts';
import { isJsonObject, type Json } from '../json.ts';
import { andThen, type MaybePromise } from '../maybe-promise.ts';
import type { FieldSource, TaskNode } from '../program/state-node.ts';
import { runtimeFailure } from '../state-failure.ts';
import { checkSize } from './data-limit.ts';
import { scheduledEvent } from './task-events.ts';

const MAX_SECONDS = 99_999_999;

/** Task: asks the host to run it, and sets the state's timers. @throws StateFailure */
export function runTask(runner: Runner, frame: Frame, node: TaskNode): MaybePromise<void> {
  const taskId = runner.pending.nextId();
  const { resource } = node;
  const withToken = resource.pattern === 'WAIT_FOR_TASK_TOKEN';
  const taskToken = withToken || resource.kind === 'activity' ? tokenFor(runner, taskId) : undefined;
  frame.taskToken = withToken ? taskToken : undefined;
  const input = inputOf(runner, frame, node);
  const environment = new FrameEnvironment(runner, frame);
  return andThen(argumentsOf(runner, frame, node, input), (parameters) =>
    andThen(secondsOf(node.timeoutSeconds, input, environment), (timeoutSeconds) =>
      andThen(secondsOf(node.heartbeatSeconds, input, environment), (heartbeatSeconds) =>
        andThen(roleOf(node, input, environment), (credentialsRoleArn) => {
          const parametersText = checkSize(frame.textOf(parameters), node.name);
          requireCallable(runner, node, parameters, parametersText);
          const limits = {
            ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
            ...(heartbeatSeconds === undefined ? {} : { heartbeatSeconds }),
            ...(credentialsRoleArn === undefined ? {} : { credentialsRoleArn }),
          };
          frame.last = scheduledEvent(runner, frame, resource, parametersText, limits);
          const { kind, resourceType, action, pattern, version } = resource;
          runner.command({
            type: 'ScheduleTask',
            taskId,
            kind,
            resource: resource.arn,
            resourceType,
            action,
            pattern,
            version,
            parameters,
            parametersText,
            ...limits,
            ...(taskToken === undefined ? {} : { taskToken }),
            stateName: node.name,
            retryCount: frame.retryCount,
            eventId: frame.last,
          });
          const heartbeatMillis = (heartbeatSeconds ?? 0) * 1000;
          const activity: TaskActivity = {
            kind: 'task',
            node,
            taskId,
            started: false,
            timeoutTimer: undefined,
            heartbeatTimer: undefined,
            heartbeatMillis,
            lastBeat: runner.now,
          };
          frame.activity = activity;
          runner.pending.expectTask(taskId, frame);
          if (timeoutSeconds !== undefined)
            activity.timeoutTimer = runner.pending.startTimer(frame, runner.now + timeoutSeconds * 1000, 'task-timeout');
          if (heartbeatMillis > 0)
            activity.heartbeatTimer = runner.pending.startTimer(frame, runner.now + heartbeatMillis, 'task-heartbeat');
        }),
      ),
    ),
  );
}

/** Fails the state before anything is scheduled when the host knows that no call can be made so. @throws StateFailure */
function requireCallable({ init }: Runner, { resource }: TaskNode, parameters: Json, parametersText: string): void {
  if (resource.kind !== 'service' || init.checkParameters === undefined) return;
  const { arn, resourceType, action, pattern } = resource;
  const problems = init.checkParameters({ resource: arn, resourceType, action, pattern }, parameters);
  if (problems.length === 0) return;
  throw runtimeFailure(`The Parameters '${parametersText}' could not be used to start the Task: [${problems.join(', ')}]`);
}

/** A token that no one can guess, the same whenever the execution is replayed. */
function tokenFor(runner: Runner, taskId: string): string {
  return base64Encode(runner.random.secret(`task token ${taskId}`))
    .replaceAll('+', 'A')
    .replaceAll('/', 'B');
}

function secondsOf(
  source: FieldSource | undefined,
  input: Json,
  environment: FrameEnvironment,
): MaybePromise<number | undefined> {
  return andThen(numberOf(source, 'integer', input, environment), (given) => {
    if (source === undefined || given === undefined || (given >= 1 && given <= MAX_SECONDS)) return given;
    throw badNumber(source, `The ${source.field} field must be between 1 and ${MAX_SECONDS} but was: ${given}`);
  });
}

function roleOf(node: TaskNode, input: Json, environment: FrameEnvironment): MaybePromise<string | undefined> {
  return andThen(templateValue(node.credentials, input, environment), (credentials) => {
    if (credentials === undefined) return undefined;
    const role = isJsonObject(credentials) ? credentials['RoleArn'] : undefined;
    if (typeof role !== 'string') throw runtimeFailure('The RoleArn of Credentials must be a string.');
    return role;
  });
}
