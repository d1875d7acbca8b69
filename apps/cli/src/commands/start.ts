import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { integer, keyValue, number } from '../option-values.ts';
import { exitCodeOf, failedBeforeStart } from '../runs/run-result.ts';
import type { StartOptions } from '../start/run-main-job.ts';

/** `stepmaker start`, which is `npm start`: the whole pipeline on the embedded AWS, served until Ctrl-C. */
export function startCommand(): Command {
  return new Command('start')
    .summary('all of it on the embedded AWS: what npm start runs')
    .description('run the whole pipeline on the embedded AWS and serve the model until Ctrl-C')
    .option('--once', 'exit after the result')
    .addOption(new Option('--data <file>', 'a CSV file with a header line').conflicts('dataset'))
    .option('--target <column>', 'the column to predict (default: the last one)')
    .addOption(new Option('--dataset <name>', 'built-in data (default: sample)').choices(['sample', 'diabetes']))
    .option('--threshold <r2>', 'R² that a model must reach to be deployed (default: 0.7)', number)
    .option('--seed <number>', 'seed of the split and of the training', integer(0, 4_294_967_295), 0)
    .option('--hyperparameter <name=value>', 'for the training script (repeatable)', keyValue)
    .option('--port <number>', 'port of the embedded AWS', integer(0, 65_535), 4566)
    .option('--data-dir <path>', 'where everything is kept', join(process.cwd(), '.stepmaker'))
    .option('--reset', 'begin with an empty data directory')
    .option('--json', 'the last line of stdout is one JSON object; progress goes to stderr')
    .addHelpText('after', EXAMPLES)
    .addHelpText('after', '\nExit code: 0 deployed, 2 rejected by the quality gate, 1 any other failure.')
    .action(async (given: StartOptions) => {
      const { InterruptedError, runMainJob } = await import('../start/run-main-job.ts');
      const options = { ...given, dataDir: resolve(given.dataDir) };
      try {
        const result = await runMainJob(options, (done) => {
          if (options.json) process.stdout.write(`${JSON.stringify(done)}\n`);
        });
        process.exitCode = exitCodeOf(result);
      } catch (error) {
        if (error instanceof InterruptedError) {
          process.exitCode = 130;
          return;
        }
        const { explainError } = await import('../errors/explain-error.ts');
        const { message } = explainError(error);
        process.stderr.write(`stepmaker: ${message}\n`);
        if (options.json) process.stdout.write(`${JSON.stringify(failedBeforeStart('NotStarted', message))}\n`);
        process.exitCode = 1;
      }
    });
}

const EXAMPLES = `
Examples:
  stepmaker start --once                               # exit after the result
  stepmaker start --data houses.csv --target price     # your own data
  stepmaker start --dataset diabetes --threshold 0.4   # real data, a lower threshold`;
