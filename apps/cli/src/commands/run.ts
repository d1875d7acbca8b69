import { Command } from 'commander';
import { withExamples } from '../help/examples.ts';
import { integer, keyValue, number } from '../option-values.ts';
import type { RunOptions } from '../runs/start-run.ts';
import { withTarget } from '../target/target-options.ts';

/** `stepmaker run`: starts an execution of a deployed pipeline and shows it until it ends. */
export function runCommand(): Command {
  return withExamples(
    withTarget(
      new Command('run')
        .summary('start a run and follow it')
        .description('start a run of the deployed pipeline and follow it; Ctrl-C stops following'),
    )
      .option('--data <file>', 'a CSV file with a header line, or an s3:// URI (default: what is in the bucket, else a sample)')
      .option('--test-data <file>', 'data to judge the model on (default: a part of the data)')
      .option('--target <column>', 'the column to predict (default: the last one)')
      .option('--threshold <r2>', 'R² that the model must reach to be deployed (default: the stack’s)', number)
      .option('--seed <number>', 'seed of the split and of the training', integer(0, 999_999_999))
      .option('--hyperparameter <name=value>', 'for the training script (repeatable)', keyValue)
      .option('--endpoint <name>', 'the endpoint to deploy to (default: the stack’s)')
      .option('--input <json>', 'further fields of the execution input: JSON text, @FILE, or - for standard input')
      .option('--name <name>', 'the run’s name: the same name and input give the same run')
      .option('-d, --detach', 'do not follow it: print its name')
      .option('--json', 'the result as one JSON value on standard output; progress goes to standard error')
      .option('-q, --quiet', 'no progress: the endpoint’s name, or the error'),
    [
      ['stepmaker run', 'on the sample, followed to its end'],
      ['stepmaker run --data houses.csv --target price', 'your own data'],
      ['stepmaker run --threshold 0.9 --seed 7', 'a stricter gate'],
      ['stepmaker run --detach', 'in the background; follow it with stepmaker show'],
      [`stepmaker run --input '{"TrainingInstanceType": "ml.m5.xlarge"}'`, 'any member of the input'],
    ],
  )
    .addHelpText(
      'after',
      '\nExit code: 0 deployed, 2 rejected by the quality gate, 130 interrupted with Ctrl-C (the run continues), 1 failed.',
    )
    .action(async (options: RunOptions) => {
      const { startRun } = await import('../runs/start-run.ts');
      await startRun(options);
    });
}
