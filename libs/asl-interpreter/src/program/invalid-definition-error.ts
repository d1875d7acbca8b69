/**
 * A definition that is not a state machine. For all that is wrong with one, in AWS's words, validate it first; this is the first thing that
 * the engine could not read.
 *
 * @public
 */
export class InvalidDefinitionError extends Error {
  override readonly name = 'InvalidDefinitionError';
  /** Where: a JSON pointer such as `/States/Train/Retry/0`. */
  readonly pointer: string;

  constructor(pointer: string, message: string) {
    super(`${pointer === '' ? '/' : pointer}: ${message}`);
    this.pointer = pointer;
  }
}
