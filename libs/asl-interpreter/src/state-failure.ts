/**
 * Why a state cannot continue, on its way from where it was found to the one place that turns it into data (the state's runner).
 * The only thing that this engine throws on purpose, and never further than that.
 */
export class StateFailure {
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** Whether the engine itself found it: the cause then has the state's name and the event that entered it. */
  readonly found: boolean;
  /** For `EvaluationFailed`: the field of the state. `null` where there is none to name; `undefined` where no expression failed. */
  readonly location: string | null | undefined;
  /** Whether the event that entered the state counts as the one before an `EvaluationFailed`. */
  readonly afterEntered: boolean;

  constructor(
    error: string | undefined,
    cause: string | undefined,
    options: { readonly found?: boolean; readonly location?: string | null; readonly afterEntered?: boolean } = {},
  ) {
    this.error = error;
    this.cause = cause;
    this.found = options.found ?? false;
    this.location = options.location;
    this.afterEntered = options.afterEntered ?? false;
  }
}

/** `States.Runtime`: the definition and the data do not go together. Ends the execution unless it is caught by that very name. */
export function runtimeFailure(cause: string): StateFailure {
  return new StateFailure('States.Runtime', cause, { found: true });
}

/** `States.QueryEvaluationError`: an expression failed, in this field of the state (`null`: in none of them). */
export function queryFailure(
  cause: string,
  location: string | null,
  options: { readonly afterEntered?: boolean } = {},
): StateFailure {
  return new StateFailure('States.QueryEvaluationError', cause, { found: true, location, ...options });
}
