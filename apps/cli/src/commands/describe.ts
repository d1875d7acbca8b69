import { Command } from 'commander';
import { executionArn, pipelineClient, type TargetOptions, withTarget } from '../target.ts';

/** `stepmaker describe EXECUTION`: what Step Functions says of an execution. */
export function describeCommand(): Command {
  return withTarget(
    new Command('describe')
      .description('show an execution: status, input, output or error')
      .argument('<execution>', 'name or ARN'),
  ).action(async (nameOrArn: string, options: TargetOptions) => {
    const pipeline = pipelineClient(options);
    const shown = await pipeline.execution(await executionArn(pipeline, nameOrArn)).describe();
    process.stdout.write(`${JSON.stringify(shown, undefined, 2)}\n`);
  });
}
