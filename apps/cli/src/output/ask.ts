import { ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';

/**
 * Asks yes or no on the terminal; no is the default.
 *
 * @throws UserError where nobody can be asked, and where the question is left by Ctrl-C
 */
export async function confirmed(question: string): Promise<boolean> {
  if (!canAsk()) throw new UserError(`${question} Nobody can be asked here`, { hint: '--yes says yes' });
  const { confirm, isCancel } = await import('@clack/prompts');
  const answer = await confirm({ message: question, initialValue: false, output: process.stderr });
  if (isCancel(answer)) throw new UserError('left as it is', { exitCode: ExitCode.INTERRUPTED });
  return answer;
}

/** Lets a person choose some of several on the terminal. */
export async function chosen<Value extends string>(
  question: string,
  options: { readonly value: Value; readonly label: string; readonly hint?: string }[],
): Promise<Value[]> {
  if (!canAsk()) throw new UserError(`${question} Nobody can be asked here`, { hint: '--yes takes all of them' });
  const { isCancel, multiselect } = await import('@clack/prompts');
  const answer = await multiselect<string>({ message: question, options, required: false, output: process.stderr });
  if (isCancel(answer)) throw new UserError('left as it is', { exitCode: ExitCode.INTERRUPTED });
  return answer as Value[];
}

function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true && !process.env['CI'];
}
