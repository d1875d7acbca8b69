import { reasonOf } from '../execution/outcome-event.ts';
import type { Json } from '../json.ts';

/** Result of a mocked task. @public */
export type TaskOutcome = TaskTiming &
  (
    | { readonly kind: 'succeeded'; readonly output: Json }
    | { readonly kind: 'failed'; readonly error?: string; readonly cause?: string }
    | { readonly kind: 'never' }
  );

/** Timing of a mocked task on the virtual clock. @public */
export interface TaskTiming {
  /** Duration in seconds. @default 0 */
  readonly afterSeconds?: number;
  /** Output of the call itself, for `.sync` and `.waitForTaskToken`. @default {} */
  readonly submitted?: Json;
}

const MARK = Symbol('task outcome');

/** A task that gives `output`. @public */
export function succeed(output: Json, timing: TaskTiming = {}): TaskOutcome {
  return mark({ kind: 'succeeded', output, ...timing });
}

/** A task that fails. @public */
export function fail(error?: string, cause?: string, timing: TaskTiming = {}): TaskOutcome {
  return mark({ kind: 'failed', ...reasonOf({ error, cause }), ...timing });
}

/** A task that never answers: its state's TimeoutSeconds or HeartbeatSeconds decides. @public */
export function neverAnswer(timing: TaskTiming = {}): TaskOutcome {
  return mark({ kind: 'never', ...timing });
}

/** Distinguishes an outcome from an output. */
export function isTaskOutcome(value: unknown): value is TaskOutcome {
  return typeof value === 'object' && value !== null && MARK in value;
}

function mark<T extends TaskOutcome>(outcome: T): T {
  Object.defineProperty(outcome, MARK, { value: true });
  return outcome;
}
