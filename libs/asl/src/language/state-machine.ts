import type { ChoiceState } from './choice.ts';
import type { FailState } from './fail.ts';
import type { MapState } from './map.ts';
import type { ParallelState } from './parallel.ts';
import type { PassState } from './pass.ts';
import type { QueryLanguage } from './query-language.ts';
import type { SucceedState } from './succeed.ts';
import type { TaskState } from './task.ts';
import type { WaitState } from './wait.ts';

/** Any of the eight states of the Amazon States Language. */
export type State = TaskState | ChoiceState | MapState | ParallelState | PassState | WaitState | SucceedState | FailState;

/** States by their names (at most 80 characters each). */
export type States = Readonly<Record<string, State>>;

/**
 * A state machine, as `CreateStateMachine` takes it in `definition` once it is written as JSON.
 *
 * @see https://states-language.net/spec.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html
 */
export interface StateMachineDefinition<Machine extends States = States> {
  readonly Comment?: string;
  /** @default `JSONPath` */
  readonly QueryLanguage?: QueryLanguage;
  /** The version of the language. @default `1.0` */
  readonly Version?: string;
  /** Maximum duration of an execution in seconds; then it ends in `TIMED_OUT`. @default - as long as Step Functions lets it */
  readonly TimeoutSeconds?: number;
  readonly StartAt: string;
  readonly States: Machine;
}

/**
 * Makes a {@link StateMachineDefinition}: a plain object, with the names of its states in its type.
 *
 * @example
 * const hello = stateMachine({ QueryLanguage: 'JSONata', StartAt: 'Hello', States: { Hello: succeed({ Output: 'world' }) } });
 */
export function stateMachine<const Machine extends States>(
  definition: StateMachineDefinition<Machine> & { readonly StartAt: keyof Machine },
): StateMachineDefinition<Machine> {
  return definition;
}
