import type { ReferencePath } from './json-path.ts';
import type { OrJsonata } from './jsonata.ts';
import type { AnyState, Without } from './state.ts';

/** A Fail state in JSONata. */
export type JsonataFailState = { readonly Type: 'Fail' } & AnyState & {
    readonly QueryLanguage?: 'JSONata';
    readonly Error?: OrJsonata<string>;
    readonly Cause?: OrJsonata<string>;
  };

/** A Fail state in JSONPath. A path may be an intrinsic function too. */
export type JsonPathFailState = { readonly Type: 'Fail' } & AnyState & {
    readonly QueryLanguage?: 'JSONPath';
    readonly Error?: string;
    readonly ErrorPath?: ReferencePath | `States.${string}`;
    readonly Cause?: string;
    readonly CausePath?: ReferencePath | `States.${string}`;
  };

/**
 * A state that ends the machine in an error.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html
 */
export type FailState = JsonataFailState | JsonPathFailState;

/** Makes a {@link FailState}. */
export function fail<const State extends Without<FailState, 'Type'>>(state: State): State & { readonly Type: 'Fail' } {
  return { Type: 'Fail', ...state };
}
