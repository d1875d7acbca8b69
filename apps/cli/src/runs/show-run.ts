import type { OutputOptions } from '../output/output.ts';
import { withSession } from '../target/session.ts';
import type { TargetOptions } from '../target/target-options.ts';
import { findRun } from './find-run.ts';
import { nextCommands, printRun } from './print-run.ts';
import { readRunReport } from './run-report.ts';

const LOG_LINES = 12;

/** The options of `stepmaker show`. */
export interface ShowOptions extends TargetOptions, OutputOptions {
  readonly all?: boolean;
}

/** Prints all that is known of a run. */
export async function showRun(given: string | undefined, options: ShowOptions): Promise<void> {
  await withSession(options, async (session) => {
    const { out, pipeline } = session;
    const execution = await findRun(session, given);
    if (out.isQuiet && !out.isJson) {
      out.write(`${(await execution.describe()).status}\n`);
      return;
    }
    const now = new Date();
    const report = await readRunReport(execution, await pipeline.bucketName(), now);
    if (out.isJson) out.json(report);
    else {
      printRun(out, report, now, options.all === true);
      if (report.error !== null) {
        const failed = report.steps.findLast((step) => step.job?.status === 'Failed')?.job;
        if (failed)
          for (const line of await execution.jobLog(failed, { lines: LOG_LINES })) out.write(`  ${out.paint.dim('│')} ${line}\n`);
      }
      out.note(out.notePaint.dim(`\n${nextCommands(report)}`));
    }
  });
}
