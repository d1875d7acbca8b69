import { ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import type { OutputOptions } from '../output/output.ts';
import { withSession } from '../target/session.ts';
import type { TargetOptions } from '../target/target-options.ts';
import { findRun } from './find-run.ts';

/** The options of `stepmaker stop`. */
export interface StopOptions extends TargetOptions, OutputOptions {
  readonly cause: string;
}

/** Stops a run. @throws UserError when it has ended already */
export async function stopRun(given: string, options: StopOptions): Promise<void> {
  await withSession(options, async (session) => {
    const { out, announce } = session;
    const execution = await findRun(session, given);
    const { status } = await execution.describe();
    if (status !== 'RUNNING' && status !== 'PENDING_REDRIVE')
      throw new UserError(`the run ${execution.name} has ended already: ${status}`, { exitCode: ExitCode.WRONG_STATE });
    announce();
    await execution.stop({ error: 'Stopped', cause: options.cause });
    out.note(`Stopped ${execution.name}`);
  });
}
