import type { StackFailure } from './stack-failure.ts';

/** A stack whose deployment, repair or deletion failed. */
export class StackFailedError extends Error {
  override readonly name = 'StackFailedError';
  readonly stackName: string;
  /** Status of the stack afterwards. Undefined when the stack no longer exists. */
  readonly status: string | undefined;
  readonly failure: StackFailure | undefined;

  /** @param what what could not be done, such as `deployed` */
  constructor(what: string, stackName: string, status: string | undefined, failure: StackFailure | undefined) {
    const reason = failure ? `${failure.logicalId}: ${failure.reason}` : 'no event says why';
    super(
      `The stack ${stackName} could not be ${what} (${status ?? 'deleted'}): ${reason}${failure?.hint ? `\nHint: ${failure.hint}` : ''}`,
    );
    this.stackName = stackName;
    this.status = status;
    this.failure = failure;
  }
}
