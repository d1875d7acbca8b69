import { Command } from 'commander';
import { pipelineClient, type TargetOptions, withTarget } from '../target.ts';
import { column } from '../view/text.ts';

/** `stepmaker list`: the pipeline's executions, newest first. */
export function listCommand(): Command {
  return withTarget(new Command('list').description('list the executions of the pipeline, newest first'))
    .option('--json', 'one JSON array instead of lines')
    .action(async (options: TargetOptions & { readonly json?: boolean }) => {
      const executions = await Array.fromAsync(pipelineClient(options).listExecutions());
      if (options.json) process.stdout.write(`${JSON.stringify(executions)}\n`);
      else {
        for (const { name, status, startDate, stopDate } of executions) {
          const seconds = stopDate ? `${((stopDate.getTime() - startDate.getTime()) / 1000).toFixed(1)} s` : '';
          process.stdout.write(`${column(status, 10)} ${startDate.toISOString()} ${column(seconds, 9)} ${name}\n`);
        }
      }
    });
}
