import type { ExecutionStatus, ExecutionSummary } from '@stepmaker/pipeline-sdk';
import type { OutputOptions } from '../output/output.ts';
import { table } from '../output/table.ts';
import { ago, duration } from '../output/text.ts';
import { withSession } from '../target/session.ts';
import type { TargetOptions } from '../target/target-options.ts';
import { paintStatus } from './paint-status.ts';

/** The options of `stepmaker runs`. */
export interface RunsOptions extends TargetOptions, OutputOptions {
  readonly limit: number;
  readonly status?: string;
}

/** Prints the newest runs. */
export async function listRuns(options: RunsOptions): Promise<void> {
  await withSession(options, async ({ pipeline, out }) => {
    const runs: ExecutionSummary[] = [];
    const status = options.status?.toUpperCase() as ExecutionStatus | undefined;
    for await (const run of pipeline.listExecutions(status === undefined ? {} : { status })) {
      if (runs.push(run) === options.limit) break;
    }
    const now = new Date();
    if (out.isJson) out.json(runs.map((run) => ({ ...run, stopDate: run.stopDate ?? null, seconds: secondsOf(run) })));
    else if (out.isQuiet) for (const { name } of runs) out.write(`${name}\n`);
    else if (runs.length === 0) out.note('No runs. stepmaker run starts one.');
    else
      out.write(
        table([
          ['STATUS', 'NAME', 'STARTED', 'TOOK'].map(out.paint.dim),
          ...runs.map((run) => [
            paintStatus(out.paint, run.status),
            run.name,
            ago(run.startDate, now),
            duration((run.stopDate ?? now).getTime() - run.startDate.getTime()),
          ]),
        ]),
      );
  });
}

function secondsOf({ startDate, stopDate }: ExecutionSummary): number | null {
  return stopDate === undefined ? null : (stopDate.getTime() - startDate.getTime()) / 1000;
}
