import type jsonata from 'jsonata';

/** Maximum nesting of one evaluation: `1+1+…` of 100 terms fits. */
export const DEEPEST = 100;
/** Maximum number of steps of one evaluation: the engine has no clock to end it by. */
const MAX_STEPS = 1_000_000;
/** Maximum size in bytes of a value that is built on the way, with eight for a number and one for a character. */
const MAX_BYTES = 6_990_256;
const BYTES_OF_AN_ITEM = 8;

/** Why an evaluation was ended, in the words of Step Functions. It has no code, unlike what JSONata itself throws. */
export class BoundExceeded {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** An expression has built more than it may hold. */
export function memoryExceeded(): BoundExceeded {
  return new BoundExceeded('Expression evaluation memory limit exceeded: Check for excessive memory usage');
}

/** Where the state of an evaluation is bound: a name that no expression can write. */
const STATE = ' bounds';

interface State {
  depth: number;
  steps: number;
}

/** To be bound for each evaluation of an expression that {@link limit} was called with. */
export function freshBounds(): Readonly<Record<string, State>> {
  return { [STATE]: { depth: 0, steps: 0 } };
}

/** Has the evaluations of an expression end that nest too deeply, take too long, or build too much. */
export function limit(compiled: jsonata.Expression): void {
  // Typed for names alone, but the library looks these hooks up by their symbols.
  const hook = compiled.assign as unknown as (name: symbol, value: unknown) => void;
  hook(Symbol.for('jsonata.__evaluate_entry'), (_expression: unknown, _input: unknown, environment: jsonata.Environment) => {
    const state = environment.lookup(STATE) as State;
    state.depth += 1;
    state.steps += 1;
    if (state.depth > DEEPEST)
      throw new BoundExceeded(
        'Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive. ' +
          `Depth=${state.depth} max=${DEEPEST}`,
      );
    if (state.steps > MAX_STEPS) throw new BoundExceeded('Expression evaluation timeout: Check for infinite loop');
  });
  hook(
    Symbol.for('jsonata.__evaluate_exit'),
    (_expression: unknown, _input: unknown, environment: jsonata.Environment, result: unknown) => {
      (environment.lookup(STATE) as State).depth -= 1;
      if (
        Array.isArray(result)
          ? result.length * BYTES_OF_AN_ITEM > MAX_BYTES
          : typeof result === 'string' && result.length > MAX_BYTES
      )
        throw memoryExceeded();
    },
  );
}
