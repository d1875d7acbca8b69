import { Command, Option } from 'commander';
import { withExamples } from '../help/examples.ts';
import { withOutput } from '../help/output-options.ts';
import { integer } from '../option-values.ts';
import type { RunsOptions } from '../runs/list-runs.ts';
import { withTarget } from '../target/target-options.ts';

/** `stepmaker runs`: the pipeline's executions, newest first. */
export function runsCommand(): Command {
  return withExamples(
    withOutput(
      withTarget(
        new Command('runs').summary('list the runs, newest first').description('list the runs of the pipeline, newest first'),
      ),
      'names only',
    )
      .option('-n, --limit <number>', 'maximum number of runs', integer(1, 10_000), 20)
      .addOption(
        new Option('--status <status>', 'only these').choices(['running', 'succeeded', 'failed', 'timed_out', 'aborted']),
      ),
    [
      ['stepmaker runs', 'the newest 20'],
      ['stepmaker runs --status failed', 'those that failed'],
      ['stepmaker runs --quiet --status running | xargs -n1 stepmaker stop', 'stop all'],
      ["stepmaker runs --json | jq -r '.[0].name'", 'for scripts'],
    ],
  ).action(async (options: RunsOptions) => {
    const { listRuns } = await import('../runs/list-runs.ts');
    await listRuns(options);
  });
}
