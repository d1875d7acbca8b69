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
    const { $metadata, input, output, ...rest } = await pipeline.execution(await executionArn(pipeline, nameOrArn)).describe();
    const shown = {
      ...rest,
      ...(input !== undefined && { input: JSON.parse(input) }),
      ...(output !== undefined && { output: JSON.parse(output) }),
    };
    process.stdout.write(`${JSON.stringify(shown, undefined, 2)}\n`);
  });
}
