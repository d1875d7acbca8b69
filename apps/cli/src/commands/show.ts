import { Command } from 'commander';
import { withExamples } from '../help/examples.ts';
import { withOutput } from '../help/output-options.ts';
import { RUN_WORDS } from '../runs/run-words.ts';
import type { ShowOptions } from '../runs/show-run.ts';
import { withTarget } from '../target/target-options.ts';

/** `stepmaker show [RUN]`: a run's steps, timings, metrics, verdict and links. */
export function showCommand(): Command {
  return withExamples(
    withOutput(
      withTarget(
        new Command('show')
          .summary('a run’s steps, timings, metrics, verdict, links')
          .description('show a run: steps, timings, metrics, verdict, links'),
      ).argument('[run]', `${RUN_WORDS} (default: last)`),
      'its status only',
    ).option('-a, --all', 'all states, also those that take no time'),
    [
      ['stepmaker show', 'the newest run'],
      ['stepmaker show 5d0c', 'the run whose name begins so'],
      ['stepmaker show last --json | jq .verdict.Metrics.r2', 'for scripts'],
    ],
  ).action(async (run: string | undefined, options: ShowOptions) => {
    const { showRun } = await import('../runs/show-run.ts');
    await showRun(run, options);
  });
}
