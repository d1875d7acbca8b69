import { ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { withSession } from '../target/session.ts';
import type { TargetOptions } from '../target/target-options.ts';
import { findRun } from './find-run.ts';
import { type FollowOutput, followToEnd } from './follow-to-end.ts';

/** The options of `stepmaker redrive`. */
export interface RedriveOptions extends TargetOptions, FollowOutput {
  readonly detach?: boolean;
}

/** Starts a run again from the state that did not succeed. @throws UserError when it runs or has succeeded */
export async function redriveRun(given: string, options: RedriveOptions): Promise<void> {
  await withSession(options, async (session) => {
    const execution = await findRun(session, given);
    const { status } = await execution.describe();
    if (status === 'RUNNING' || status === 'SUCCEEDED')
      throw new UserError(`the run ${execution.name} cannot be redriven: ${status}`, {
        exitCode: ExitCode.WRONG_STATE,
        hint: status === 'RUNNING' ? `stepmaker logs ${execution.name} --follow` : 'stepmaker run starts a new one',
      });
    session.announce();
    const last = (await execution.steps()).at(-1);
    if (last?.stateType === 'Fail')
      session.out.note(`A redrive fails again at ${last.stateName}, where the run ended. To start a new run: stepmaker run`);
    try {
      await execution.redrive();
    } catch (error) {
      if ((error as Error).name !== 'ExecutionNotRedrivable') throw error;
      throw new UserError((error as Error).message, { exitCode: ExitCode.WRONG_STATE, hint: 'stepmaker run starts a new one' });
    }
    return await followToEnd(session, execution, options);
  });
}
