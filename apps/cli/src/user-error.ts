/** A refusal that quotes what was sent can be very long. */
const LONGEST = 2000;

/** Something a person can mend; its message is all that is shown. */
export class UserError extends Error {
  override readonly name = 'UserError';

  /** One line for a person, whatever was thrown; stack traces are shown only with `STEPMAKER_DEBUG`. */
  static explain(error: unknown): string {
    if (!(error instanceof Error)) return String(error);
    if (process.env['STEPMAKER_DEBUG']) return error.stack ?? error.message;
    if ('code' in error && error.code === 'ENOSPC')
      return 'the disk is full: make room and start again; what had been finished is kept';
    const text = error.name === 'Error' || error instanceof UserError ? error.message : `${error.name}: ${error.message}`;
    return text.length <= LONGEST ? text : `${text.slice(0, LONGEST / 2)} … ${text.slice(-LONGEST / 2)}`;
  }
}
