import type { ExecutionInit } from '../contract/execution-init.ts';
import type { Json, JsonObject } from '../json.ts';
import type { StateNode } from '../program/state-node.ts';
import { formatTimestamp } from '../time/timestamp.ts';
import type { Frame } from './frame.ts';

/** Fields of an execution in its context object. */
export interface ContextSource {
  readonly init: ExecutionInit;
  readonly redriveCount: number;
  readonly redriveTime: number | undefined;
}

/**
 * The context object as a state sees it: `$$`, `$states.context`.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
 */
export function contextObject({ init, redriveCount, redriveTime }: ContextSource, frame: Frame): JsonObject {
  const state = frame.state as StateNode;
  const context: Record<string, Json> = {
    Execution: {
      Id: init.executionArn,
      Input: init.input,
      StartTime: formatTimestamp(init.startTime),
      Name: init.name,
      RoleArn: init.roleArn,
      ...(init.type === 'EXPRESS' ? {} : { RedriveCount: redriveCount }),
      ...(redriveTime === undefined ? {} : { RedriveTime: formatTimestamp(redriveTime) }),
    },
    StateMachine: { Id: init.stateMachineArn, Name: init.stateMachineName },
  };
  const retries = state.type === 'Task' || state.type === 'Parallel' || state.type === 'Map';
  context['State'] = {
    Name: state.name,
    EnteredTime: formatTimestamp(frame.enteredAt),
    ...(retries ? { RetryCount: frame.retryCount } : {}),
  };
  if (frame.taskToken !== undefined) context['Task'] = { Token: frame.taskToken };
  if (frame.mapItem !== undefined) context['Map'] = { Item: frame.mapItem };
  return { ...context, ...init.context };
}
