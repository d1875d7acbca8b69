import type { Target } from '../target/target.ts';
import { explainError } from './explain-error.ts';

/** Writes an error to standard error and sets the exit code. */
export function fail(error: unknown, target?: Target): void {
  const { message, hint, exitCode } = explainError(error, target);
  process.stderr.write(`stepmaker: ${message}\n${hint === undefined ? '' : `  ${hint}\n`}`);
  process.exitCode = exitCode;
}
