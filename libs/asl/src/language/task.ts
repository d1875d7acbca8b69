import type { JsonataCatcher, JsonPathCatcher } from './catch.ts';
import type { JsonPath, PayloadTemplate, ReferencePath } from './json-path.ts';
import type { JsonataTemplate, OrJsonata } from './jsonata.ts';
import type { Retrier } from './retry.ts';
import type { JsonataData, JsonPathData, JsonPathResult, Transition, Without } from './state.ts';

interface AnyTask {
  readonly Type: 'Task';
  /** The ARN of what does the work: an integration, an activity, or a Lambda function. A constant. */
  readonly Resource: string;
  readonly Retry?: readonly Retrier[];
}

/** A Task state in JSONata. */
export type JsonataTaskState = AnyTask &
  JsonataData &
  Transition & {
    readonly Arguments?: JsonataTemplate;
    readonly TimeoutSeconds?: OrJsonata<number>;
    readonly HeartbeatSeconds?: OrJsonata<number>;
    /** The role to call another account with. */
    readonly Credentials?: { readonly RoleArn: string };
    readonly Catch?: readonly JsonataCatcher[];
  };

/** A Task state in JSONPath. */
export type JsonPathTaskState = AnyTask &
  JsonPathData &
  JsonPathResult &
  Transition & {
    readonly Parameters?: PayloadTemplate;
    readonly TimeoutSeconds?: number;
    readonly TimeoutSecondsPath?: ReferencePath;
    readonly HeartbeatSeconds?: number;
    readonly HeartbeatSecondsPath?: ReferencePath;
    readonly Credentials?: { readonly RoleArn: string } | { readonly 'RoleArn.$': JsonPath };
    readonly Catch?: readonly JsonPathCatcher[];
  };

/**
 * A state in which something outside the machine does the work.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html
 */
export type TaskState = JsonataTaskState | JsonPathTaskState;

/** Makes a {@link TaskState}. For a known service prefer `integrationTask`, which checks the arguments. */
export function task<const State extends Without<TaskState, 'Type'>>(state: State): State & { readonly Type: 'Task' } {
  return { Type: 'Task', ...state };
}
