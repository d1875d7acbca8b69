import { Command } from 'commander';
import type { CleanOptions } from '../clean/clean-up.ts';
import { withExamples } from '../help/examples.ts';
import { withOutput } from '../help/output-options.ts';
import { durationOf } from '../option-values.ts';
import { withTarget } from '../target/target-options.ts';

/** `stepmaker clean`: what costs money and is idle, deleted after asking. */
export function cleanCommand(): Command {
  return withExamples(
    withOutput(
      withTarget(
        new Command('clean')
          .summary('find what costs money and is idle')
          .description('find what costs money and is idle; asks before it deletes anything'),
      ),
      'no notes',
    )
      .option('--idle <time>', 'an endpoint that was not asked for so long is idle: 30m, 12h, 7d', durationOf, durationOf('24h'))
      .option('-a, --all', 'also what other stacks and people have made')
      .option('-y, --yes', 'do not ask: delete all that is found')
      .option('--dry-run', 'only show it'),
    [
      ['stepmaker clean', 'shows it, and lets you choose'],
      ['stepmaker clean --idle 7d --dry-run', 'only shows what was not used for a week'],
      ['stepmaker clean --yes', 'in a nightly job'],
      ['stepmaker clean --json', 'for scripts; deletes nothing without --yes'],
    ],
  ).action(async (options: CleanOptions) => {
    const { cleanUp } = await import('../clean/clean-up.ts');
    await cleanUp(options);
  });
}
