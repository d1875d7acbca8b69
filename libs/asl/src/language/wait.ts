import type { ReferencePath } from './json-path.ts';
import type { OrJsonata } from './jsonata.ts';
import type { JsonataData, JsonPathData, Transition, Without } from './state.ts';

/** A Wait state in JSONata: for a time in seconds, or until a timestamp. */
export type JsonataWaitState = { readonly Type: 'Wait' } & JsonataData &
  Transition &
  (
    | { readonly Seconds: OrJsonata<number>; readonly Timestamp?: never }
    | { readonly Timestamp: string; readonly Seconds?: never }
  );

/** A Wait state in JSONPath. */
export type JsonPathWaitState = { readonly Type: 'Wait' } & JsonPathData &
  Transition &
  (
    | { readonly Seconds: number }
    | { readonly SecondsPath: ReferencePath }
    | { readonly Timestamp: string }
    | { readonly TimestampPath: ReferencePath }
  );

/**
 * A state that waits: from 0 to 99,999,999 seconds, or until an ISO 8601 timestamp.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html
 */
export type WaitState = JsonataWaitState | JsonPathWaitState;

/** Makes a {@link WaitState}. */
export function wait<const State extends Without<WaitState, 'Type'>>(state: State): State & { readonly Type: 'Wait' } {
  return { Type: 'Wait', ...state };
}
