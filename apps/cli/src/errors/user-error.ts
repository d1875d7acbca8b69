import { ExitCode } from './exit-code.ts';

/** Something a person can mend; its message is all that is shown. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly exitCode: ExitCode;
  /** What to do about it, on a line of its own. */
  readonly hint: string | undefined;

  constructor(message: string, { exitCode = ExitCode.FAILED, hint }: { exitCode?: ExitCode; hint?: string | undefined } = {}) {
    super(message);
    this.exitCode = exitCode;
    this.hint = hint;
  }
}
