import type { AnyState, JsonataData, JsonPathData, Without } from './state.ts';

/** A Succeed state in JSONata. */
export type JsonataSucceedState = { readonly Type: 'Succeed' } & AnyState & Pick<JsonataData, 'QueryLanguage' | 'Output'>;

/** A Succeed state in JSONPath. */
export type JsonPathSucceedState = { readonly Type: 'Succeed' } & AnyState &
  Pick<JsonPathData, 'QueryLanguage' | 'InputPath' | 'OutputPath'>;

/**
 * A state that ends the machine, the branch or the iteration well.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-succeed.html
 */
export type SucceedState = JsonataSucceedState | JsonPathSucceedState;

/** Makes a {@link SucceedState}. */
export function succeed<const State extends Without<SucceedState, 'Type'>>(state: State): State & { readonly Type: 'Succeed' } {
  return { Type: 'Succeed', ...state };
}
