import type { JsonataCatcher, JsonPathCatcher } from './catch.ts';
import type { PayloadTemplate } from './json-path.ts';
import type { JsonataTemplate } from './jsonata.ts';
import type { Retrier } from './retry.ts';
import type { JsonataData, JsonPathData, JsonPathResult, Transition, Without } from './state.ts';
import type { States } from './state-machine.ts';

/** A machine inside a state: a branch of a Parallel, or what a Map runs for each item. */
export interface SubMachine {
  readonly Comment?: string;
  readonly StartAt: string;
  readonly States: States;
}

interface AnyParallel {
  readonly Type: 'Parallel';
  readonly Branches: readonly SubMachine[];
  readonly Retry?: readonly Retrier[];
}

/** A Parallel state in JSONata. */
export type JsonataParallelState = AnyParallel &
  JsonataData &
  Transition & {
    /** Input of every branch. @default - the state's input */
    readonly Arguments?: JsonataTemplate;
    readonly Catch?: readonly JsonataCatcher[];
  };

/** A Parallel state in JSONPath. */
export type JsonPathParallelState = AnyParallel &
  JsonPathData &
  JsonPathResult &
  Transition & {
    readonly Parameters?: PayloadTemplate;
    readonly Catch?: readonly JsonPathCatcher[];
  };

/**
 * A state that runs branches at the same time; its result is the array of their outputs.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html
 */
export type ParallelState = JsonataParallelState | JsonPathParallelState;

/** Makes a {@link ParallelState}. */
export function parallel<const State extends Without<ParallelState, 'Type'>>(
  state: State,
): State & { readonly Type: 'Parallel' } {
  return { Type: 'Parallel', ...state };
}
