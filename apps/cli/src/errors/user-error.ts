import { ExitCode } from './exit-code.ts';

/** An error that the user can fix. Only its message is shown. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly exitCode: ExitCode;
  /** Hint for the user. Printed on a separate line. */
  readonly hint: string | undefined;

  constructor(message: string, { exitCode = ExitCode.FAILED, hint }: { exitCode?: ExitCode; hint?: string | undefined } = {}) {
    super(message);
    this.exitCode = exitCode;
    this.hint = hint;
  }
}
