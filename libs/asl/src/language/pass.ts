import type { JsonValue } from './json.ts';
import type { PayloadTemplate, ReferencePath } from './json-path.ts';
import type { JsonataData, JsonPathData, Transition, Without } from './state.ts';

/** A Pass state in JSONata. */
export type JsonataPassState = { readonly Type: 'Pass' } & JsonataData & Transition;

/** A Pass state in JSONPath. */
export type JsonPathPassState = { readonly Type: 'Pass' } & JsonPathData &
  Transition & {
    readonly Parameters?: PayloadTemplate;
    /** A constant, taken for the result of a task. */
    readonly Result?: JsonValue;
    readonly ResultPath?: ReferencePath | null;
  };

/**
 * A state that does no work: it shapes data and sets variables.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-pass.html
 */
export type PassState = JsonataPassState | JsonPathPassState;

/** Makes a {@link PassState}. */
export function pass<const State extends Without<PassState, 'Type'>>(state: State): State & { readonly Type: 'Pass' } {
  return { Type: 'Pass', ...state };
}
