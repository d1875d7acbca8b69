import { Command } from 'commander';
import { executionArn, pipelineClient, type TargetOptions, withTarget } from '../target.ts';

/** `stepmaker stop EXECUTION`: ends an execution and its running job. */
export function stopCommand(): Command {
  return withTarget(
    new Command('stop').description('stop an execution and its running job').argument('<execution>', 'name or ARN'),
  )
    .option('--cause <text>', 'why, kept in the history', 'stopped by stepmaker stop')
    .action(async (nameOrArn: string, options: TargetOptions & { readonly cause: string }) => {
      const pipeline = pipelineClient(options);
      await pipeline.execution(await executionArn(pipeline, nameOrArn)).stop({ error: 'Stopped', cause: options.cause });
      process.stdout.write(`Stopped ${nameOrArn}\n`);
    });
}
