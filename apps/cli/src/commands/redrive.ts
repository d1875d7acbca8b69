import { Command } from 'commander';
import { withExamples } from '../help/examples.ts';
import type { RedriveOptions } from '../runs/redrive-run.ts';
import { RUN_WORDS } from '../runs/run-words.ts';
import { withTarget } from '../target/target-options.ts';

/** `stepmaker redrive RUN`: starts a run again from the state that did not succeed. */
export function redriveCommand(): Command {
  return withExamples(
    withTarget(
      new Command('redrive')
        .summary('start a run again from where it ended')
        .description('start a failed, stopped or timed-out run again from where it ended, and follow it')
        .argument('<run>', RUN_WORDS),
    )
      .option('-d, --detach', 'do not follow it')
      .option('--json', 'the result as one JSON value on standard output; progress goes to standard error')
      .option('-q, --quiet', 'no progress'),
    [
      ['stepmaker redrive last', 'the newest run'],
      ['stepmaker redrive 5d0c --detach', 'without waiting for its end'],
    ],
  ).action(async (run: string, options: RedriveOptions) => {
    const { redriveRun } = await import('../runs/redrive-run.ts');
    await redriveRun(run, options);
  });
}
