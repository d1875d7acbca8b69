import type { Json } from '../json.ts';

/**
 * A state machine, read and compiled once: paths, templates and JSONata expressions are ready to run. Shared by all its executions.
 *
 * `parseStateMachine(definition)` makes one (or throws `InvalidDefinitionError`), `createExecution(program, init)` runs it.
 *
 * @public
 */
export interface Program {
  /** The definition it was made from. */
  readonly definition: Json;
  /** The machine's `TimeoutSeconds`. */
  readonly timeoutSeconds?: number;
  /**
   * The program of a distributed Map's children.
   * @param processor as a {@link StartChildExecutionCommand} names it: the pointer to the ItemProcessor in this definition
   */
  childProgram(processor: string): Program;
}
