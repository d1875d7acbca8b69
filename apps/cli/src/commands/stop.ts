import { Command } from 'commander';
import { withExamples } from '../help/examples.ts';
import { RUN_WORDS } from '../runs/run-words.ts';
import type { StopOptions } from '../runs/stop-run.ts';
import { withTarget } from '../target/target-options.ts';

/** `stepmaker stop RUN`: ends a run and its running job. */
export function stopCommand(): Command {
  return withExamples(
    withTarget(new Command('stop').description('stop a run and its running job').argument('<run>', RUN_WORDS))
      .option('--cause <text>', 'why, kept in the history', 'stopped by stepmaker stop')
      .option('-q, --quiet', 'print nothing'),
    [
      ['stepmaker stop last', 'the newest run'],
      ['stepmaker stop 5d0c --cause "wrong data"', 'with a reason, which show prints'],
    ],
  ).action(async (run: string, options: StopOptions) => {
    const { stopRun } = await import('../runs/stop-run.ts');
    await stopRun(run, options);
  });
}
