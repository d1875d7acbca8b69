import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import type { OutputOptions } from '../output/output.ts';
import { projectOf } from '../target/project.ts';
import { withSession } from '../target/session.ts';
import type { TargetOptions } from '../target/target-options.ts';
import { fetchReport } from './fetch-report.ts';
import { findRun } from './find-run.ts';

/** The options of `stepmaker report`. */
export interface ReportOptions extends TargetOptions, OutputOptions {
  /** False prints the path only. */
  readonly open: boolean;
  readonly output?: string;
}

/** Downloads a run's report, prints where it is, and opens it. @throws UserError when the run has not come so far */
export async function openReport(given: string | undefined, options: ReportOptions): Promise<void> {
  await withSession(options, async (session) => {
    const { out, pipeline } = session;
    const execution = await findRun(session, given);
    const file = resolve(options.output ?? join(projectOf(process.cwd()), '.stepmaker', 'reports', `${execution.name}.html`));
    if (!(await fetchReport(pipeline, execution, file))) {
      const { status } = await execution.describe();
      throw new UserError(`the run ${execution.name} (${status}) has no report: it is written by the step Evaluate`, {
        exitCode: ExitCode.NOT_FOUND,
        hint: `stepmaker show ${execution.name} says how far it came`,
      });
    }
    out.write(`${file}\n`);
    if (!options.open) return;
    const { default: open } = await import('open');
    const browser = await open(pathToFileURL(file).href);
    browser.once('error', () => out.note('No browser found to open it; --no-open only prints the path.'));
  });
}
