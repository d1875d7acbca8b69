import { didYouMean } from '../errors/did-you-mean.ts';
import { ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';

/** The steps of the pipeline that run a job. */
export const STEP_NAMES: readonly string[] = ['Preprocess', 'Train', 'Evaluate'];

/**
 * The state that is meant by a step's name, whatever its case.
 *
 * @param entered the states that the run has been in
 * @throws UserError naming the nearest one
 */
export function stepNamed(given: string, entered: Iterable<string>): string {
  const known = new Set([...STEP_NAMES, ...entered]);
  const wanted = given.toLowerCase();
  for (const name of known) if (name.toLowerCase() === wanted) return name;
  throw new UserError(`--step ${given}: the run has no such step`, {
    exitCode: ExitCode.NOT_FOUND,
    hint: didYouMean(given, known, 'Steps'),
  });
}
