import type { Json, JsonObject } from './json.ts';
import type { RandomSource } from './random/random-source.ts';

/** Context of paths, templates, intrinsic functions and expressions. */
export interface Environment {
  /** The context object: `$$`, `$states.context`. */
  context(): JsonObject;
  /** A variable's value; `undefined` if it was never assigned. */
  variable(name: string): Json | undefined;
  /** All variables in scope, for expressions. */
  variables(): Readonly<Record<string, Json>>;
  readonly random: RandomSource;
  /** The time of this turn, epoch milliseconds. */
  readonly now: number;
}
