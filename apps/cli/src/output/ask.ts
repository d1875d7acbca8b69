import { ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';

/**
 * Asks yes or no on the terminal; no is the default.
 *
 * @throws UserError without a terminal, and when the question is interrupted with Ctrl-C
 */
export async function confirmed(question: string): Promise<boolean> {
  if (!canAsk()) throw new UserError(`${question} No terminal to ask for confirmation`, { hint: 'Pass --yes to confirm' });
  const { confirm, isCancel } = await import('@clack/prompts');
  const answer = await confirm({ message: question, initialValue: false, output: process.stderr });
  if (isCancel(answer)) throw new UserError('cancelled; nothing changed', { exitCode: ExitCode.INTERRUPTED });
  return answer;
}

/** Lets the user choose some of several on the terminal. */
export async function chosen<Value extends string>(
  question: string,
  options: { readonly value: Value; readonly label: string; readonly hint?: string }[],
): Promise<Value[]> {
  if (!canAsk()) throw new UserError(`${question} No terminal to choose on`, { hint: 'Pass --yes to choose all' });
  const { isCancel, multiselect } = await import('@clack/prompts');
  const answer = await multiselect<string>({ message: question, options, required: false, output: process.stderr });
  if (isCancel(answer)) throw new UserError('cancelled; nothing changed', { exitCode: ExitCode.INTERRUPTED });
  return answer as Value[];
}

function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true && !process.env['CI'];
}
