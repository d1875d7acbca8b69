import type { PipelineExecution } from '@stepmaker/pipeline-sdk';
import { ExitCode } from '../errors/exit-code.ts';
import { LiveView } from '../output/live-view.ts';
import type { OutputOptions } from '../output/output.ts';
import type { Session } from '../target/session.ts';
import { leaveOnInterrupt } from './leave-on-interrupt.ts';
import { followRun } from './run-follower.ts';
import { exitCodeOf } from './run-result.ts';
import { showVerdict } from './show-verdict.ts';

/** Options for following a started run. */
export interface FollowOutput extends OutputOptions {
  /** Do not follow it. */
  readonly detach?: boolean;
}

/**
 * Follows a run to its end and prints its result; Ctrl-C stops following.
 *
 * @returns the exit code: of the run's end, or 130 when it was left
 */
export async function followToEnd(
  { out }: Session,
  execution: PipelineExecution,
  { detach, json, quiet }: FollowOutput,
): Promise<ExitCode> {
  const { name, executionArn, consoleUrl } = execution;
  if (detach) {
    if (json) out.json({ name, executionArn, consoleUrl: consoleUrl ?? null });
    else out.write(`${name}\n`);
    out.note(`It runs on its own: stepmaker show ${name}, stepmaker logs ${name} --follow`);
    return ExitCode.DONE;
  }
  const stream = json ? process.stderr : process.stdout;
  const view = new LiveView(stream, { quiet: out.isQuiet });
  view.line(`  Run ${name}${consoleUrl === undefined ? '' : `  ${out.paint.dim(consoleUrl)}`}`);
  const interrupt = leaveOnInterrupt(returnTo(name), out, () => view.stop());
  try {
    const result = await followRun(execution, view, interrupt.signal);
    if (!quiet) showVerdict(stream, result);
    if (json) out.json({ name, ...result });
    else if (quiet) out.write(`${result.endpointName ?? result.error ?? result.status}\n`);
    if (result.endpointName !== null)
      out.note(
        out.notePaint.dim(`\nstepmaker show · stepmaker report · stepmaker invoke ${result.endpointName} --file request.json`),
      );
    return exitCodeOf(result);
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    return ExitCode.INTERRUPTED;
  } finally {
    view.stop();
    interrupt[Symbol.dispose]();
  }
}

function returnTo(name: string): string {
  return `The run ${name} continues. To follow it again:\n  stepmaker show ${name}\n  stepmaker logs ${name} --follow\nTo end it:\n  stepmaker stop ${name}`;
}
