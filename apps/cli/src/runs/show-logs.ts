import type { JobLogLine } from '@stepmaker/pipeline-sdk';
import { ExitCode } from '../errors/exit-code.ts';
import type { OutputOptions } from '../output/output.ts';
import { withSession } from '../target/session.ts';
import type { TargetOptions } from '../target/target-options.ts';
import { findRun } from './find-run.ts';
import { leaveOnInterrupt } from './leave-on-interrupt.ts';
import { stepNamed } from './step-name.ts';

/** The options of `stepmaker logs`. */
export interface LogsOptions extends TargetOptions, OutputOptions {
  readonly step?: string;
  readonly follow?: boolean;
  readonly lines: number;
}

/** Prints what the jobs of a run wrote: on a line each, `--json` an object a line. */
export async function showLogs(given: string | undefined, options: LogsOptions): Promise<void> {
  await withSession(options, async (session) => {
    const { out } = session;
    const execution = await findRun(session, given);
    const entered = options.step === undefined ? [] : (await execution.steps()).map(({ stateName }) => stateName);
    const stateName = options.step === undefined ? undefined : stepNamed(options.step, entered);
    // A step that has not begun yet can be waited for, and has written nothing.
    if (stateName !== undefined && !options.follow && !entered.includes(stateName)) {
      out.note(`${stateName} has not begun.`);
      return;
    }
    const interrupt = leaveOnInterrupt(execution.name, out);
    try {
      let isEmpty = true;
      const lines = execution.logs({
        ...(stateName !== undefined && { stateName }),
        ...(options.follow ? { follow: true } : { lines: options.lines }),
        signal: interrupt.signal,
      });
      for await (const line of lines) {
        isEmpty = false;
        out.write(`${textOf(line)}\n`);
      }
      if (isEmpty) out.note('Nothing was written.');
    } catch (error) {
      if (!interrupt.signal.aborted) throw error;
      return ExitCode.INTERRUPTED;
    } finally {
      interrupt[Symbol.dispose]();
    }
    return ExitCode.DONE;

    function textOf({ timestamp, stateName: step, job, message }: JobLogLine): string {
      if (out.isJson) return JSON.stringify({ timestamp, stateName: step, jobName: job.jobName, message });
      return out.isQuiet ? message : `${out.paint.dim(step.padEnd(10))} ${message}`;
    }
  });
}
