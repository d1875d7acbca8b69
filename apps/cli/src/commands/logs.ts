import { Command } from 'commander';
import { withExamples } from '../help/examples.ts';
import { withOutput } from '../help/output-options.ts';
import { integer } from '../option-values.ts';
import { RUN_WORDS } from '../runs/run-words.ts';
import type { LogsOptions } from '../runs/show-logs.ts';
import { withTarget } from '../target/target-options.ts';

/** `stepmaker logs [RUN]`: what the SageMaker jobs of a run wrote. */
export function logsCommand(): Command {
  return withExamples(
    withOutput(
      withTarget(new Command('logs').description('show what the jobs of a run wrote')).argument(
        '[run]',
        `${RUN_WORDS} (default: last)`,
      ),
      'message text only, without the name of the step',
    )
      .option('--step <name>', 'of this step only: Preprocess, Train, Evaluate')
      .option('-f, --follow', 'print new lines until the run ends; Ctrl-C stops printing, the run continues')
      .option('-n, --lines <number>', 'the last lines of each job', integer(1, 10_000), 1000),
    [
      ['stepmaker logs', 'of the newest run'],
      ['stepmaker logs last --step train -n 20', 'the end of its training'],
      ['stepmaker logs last --follow', 'as they are written'],
      ['stepmaker logs last --json', 'a JSON object a line'],
    ],
  ).action(async (run: string | undefined, options: LogsOptions) => {
    const { showLogs } = await import('../runs/show-logs.ts');
    await showLogs(run, options);
  });
}
