/** A call that reached a {@link FakeAws}. */
export interface FakeCall<Input> {
  readonly operation: string;
  readonly input: Input;
  /** Caller: the state of a state machine; the operation itself where callers have no names. */
  readonly from: string;
}

/** Makes the output of an operation. */
export type FakeOperation<Input, Output> = (input: Input) => Output;

/**
 * As much of AWS as a test needs: operations by name, the calls that reached them, and failures to come.
 *
 * Its subclasses say how calls arrive (over HTTP, or as tasks of a state machine) and what their operations remember.
 */
export class FakeAws<Input, Output> {
  readonly calls: FakeCall<Input>[] = [];
  readonly operations: Record<string, FakeOperation<Input, Output>> = {};
  /** Outputs of the next calls by caller, each for one call. `undefined` lets the call through. */
  readonly faults: Map<string, (Output | undefined)[]> = new Map();

  callsOf(operation: string): readonly FakeCall<Input>[] {
    return this.calls.filter((call) => call.operation === operation);
  }

  /** Records a call and answers it. Undefined when the operation does not exist. */
  perform(operation: string, input: Input, from: string = operation): Output | undefined {
    this.calls.push({ operation, input, from });
    return this.faults.get(from)?.shift() ?? this.operations[operation]?.(input);
  }
}
