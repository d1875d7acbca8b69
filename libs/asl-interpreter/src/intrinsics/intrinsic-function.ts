import type { Json, JsonArray, JsonObject } from '../json.ts';
import { isJsonObject } from '../json.ts';
import type { RandomSource } from '../random/random-source.ts';

/** An intrinsic function: what it does with its arguments, and how many it takes. */
export interface IntrinsicFunction {
  readonly arity: readonly [min: number, max: number];
  /** @throws IntrinsicError where the arguments are not what the function takes */
  readonly call: (args: readonly Json[], random: RandomSource) => Json;
}

/** Arguments that an intrinsic function does not take. */
export class IntrinsicError {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** Checks an argument. @throws IntrinsicError */
export function arrayArgument(args: readonly Json[], index: number): JsonArray {
  const value = args[index];
  if (!Array.isArray(value)) throw wrongType(index, 'an array');
  return value;
}

/** Checks an argument. @throws IntrinsicError */
export function stringArgument(args: readonly Json[], index: number): string {
  const value = args[index];
  if (typeof value !== 'string') throw wrongType(index, 'a string');
  return value;
}

/** Checks an argument. @throws IntrinsicError */
export function objectArgument(args: readonly Json[], index: number): JsonObject {
  const value = args[index];
  if (!isJsonObject(value)) throw wrongType(index, 'a JSON object');
  return value;
}

/** Checks an argument; a fraction is rounded to the nearest whole number. @throws IntrinsicError */
export function integerArgument(args: readonly Json[], index: number): number {
  const value = args[index];
  if (typeof value !== 'number') throw wrongType(index, 'an integer');
  return Math.round(value);
}

function wrongType(index: number, expected: string): IntrinsicError {
  return new IntrinsicError(`Argument ${index + 1} must be ${expected}`);
}
