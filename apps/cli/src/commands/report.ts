import { Command } from 'commander';
import { withExamples } from '../help/examples.ts';
import type { ReportOptions } from '../runs/open-report.ts';
import { RUN_WORDS } from '../runs/run-words.ts';
import { withTarget } from '../target/target-options.ts';

/** `stepmaker report [RUN]`: opens the HTML report of a run's evaluation. */
export function reportCommand(): Command {
  return withExamples(
    withTarget(new Command('report').description('open the HTML report of a run’s evaluation'))
      .argument('[run]', `${RUN_WORDS} (default: last)`)
      .option('--no-open', 'do not open it: print the path only')
      .option('-o, --output <file>', 'where to put it (default: below .stepmaker/reports)')
      .option('-q, --quiet', 'print the path only'),
    [
      ['stepmaker report', 'of the newest run, in the browser'],
      ['stepmaker report last --no-open', 'the path only'],
      ['stepmaker report 5d0c -o report.html --no-open', 'into a file of your own'],
    ],
  ).action(async (run: string | undefined, options: ReportOptions) => {
    const { openReport } = await import('../runs/open-report.ts');
    await openReport(run, options);
  });
}
