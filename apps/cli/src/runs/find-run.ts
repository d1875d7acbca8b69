import type { ExecutionSummary, PipelineExecution } from '@stepmaker/pipeline-sdk';
import { didYouMean } from '../errors/did-you-mean.ts';
import { ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import type { Session } from '../target/session.ts';
import { targetWords } from '../target/target.ts';

/**
 * Finds a run: by its name, by a beginning that only it has, by its ARN, or the newest one.
 *
 * @param given `last` is the newest, and so is nothing
 * @throws UserError where there is none, naming the nearest one, and where a beginning means several
 */
export async function findRun({ pipeline, target }: Session, given = 'last'): Promise<PipelineExecution> {
  if (given !== 'last') {
    try {
      return await pipeline.getExecution(given);
    } catch (error) {
      if (!(error instanceof Error) || !NOT_THERE.has(error.name)) throw error;
      if (given.startsWith('arn:'))
        throw new UserError(`unknown run ${given}: ${error.message}`, { exitCode: ExitCode.NOT_FOUND });
    }
  }
  const known: ExecutionSummary[] = [];
  for await (const run of pipeline.listExecutions()) {
    if (given === 'last') return pipeline.execution(run.executionArn);
    if (known.push(run) === LOOKED_AT) break;
  }
  const [found, ...others] = known.filter(({ name }) => name.startsWith(given));
  if (found !== undefined && others.length === 0) return pipeline.execution(found.executionArn);
  if (found !== undefined)
    throw new UserError(`${given} is the beginning of ${others.length + 1} runs`, {
      exitCode: ExitCode.NOT_FOUND,
      hint: [found, ...others]
        .slice(0, 5)
        .map(({ name }) => name)
        .join(', '),
    });
  const what = given === 'last' ? 'no runs yet' : `unknown run ${given}`;
  throw new UserError(`${what} on ${targetWords(target)}, stack ${target.stackName}`, {
    exitCode: ExitCode.NOT_FOUND,
    hint:
      didYouMean(
        given,
        known.map(({ name }) => name),
        'Runs',
      ) ?? 'stepmaker run starts one',
  });
}

const NOT_THERE = new Set(['ExecutionDoesNotExist', 'InvalidArn', 'TypeError', 'InvalidPipelineInputError']);
const LOOKED_AT = 1000;
