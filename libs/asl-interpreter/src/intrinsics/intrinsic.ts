import type { Json } from '../json.ts';
import type { Path } from '../json-path/path.ts';

/** A call of an intrinsic function, read. @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html */
export interface IntrinsicCall {
  readonly kind: 'call';
  /** The function's name without `States.`. */
  readonly name: string;
  readonly arguments: readonly IntrinsicArgument[];
}

/** An argument of an intrinsic function. */
export type IntrinsicArgument =
  | IntrinsicCall
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'path'; readonly path: Path };

/** A whole expression `States.…(…)`, with its text for error messages. */
export interface Intrinsic {
  readonly text: string;
  readonly call: IntrinsicCall;
}

/** A text that is not a call of an intrinsic function. */
export class InvalidIntrinsicError extends Error {
  override readonly name = 'InvalidIntrinsicError';
}
