import { Command } from 'commander';
import { integer } from '../option-values.ts';
import { executionArn, pipelineClient, type TargetOptions, withTarget } from '../target.ts';

/** `stepmaker logs EXECUTION`: what the SageMaker jobs of an execution wrote. */
export function logsCommand(): Command {
  return withTarget(
    new Command('logs').description('show what the jobs of an execution wrote').argument('<execution>', 'name or ARN'),
  )
    .option('--lines <number>', 'last lines of each job', integer(1, 10_000), 1000)
    .action(async (nameOrArn: string, options: TargetOptions & { readonly lines: number }) => {
      const pipeline = pipelineClient(options);
      const execution = pipeline.execution(await executionArn(pipeline, nameOrArn));
      for (const job of await execution.jobs()) {
        process.stdout.write(`── ${job.jobType} ${job.jobName}\n`);
        for (const line of await execution.jobLog(job, { lines: options.lines })) process.stdout.write(`${line}\n`);
      }
    });
}
