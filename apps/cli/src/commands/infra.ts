import { Command, Option } from 'commander';
import { withExamples } from '../help/examples.ts';
import type { InfraOptions, InfraVerb } from '../infra/run-infra.ts';
import { keyValue, number } from '../option-values.ts';
import { withTarget } from '../target/target-options.ts';

/** `stepmaker deploy`: the stack, through Nx and the CDK. */
export function deployCommand(): Command {
  return withExamples(
    infraCommand('deploy', 'deploy the stack', 'deploy the pipeline’s stack; says where and what it costs, and asks')
      .option('--parameter <name=value>', 'a parameter of the template (repeatable)', keyValue)
      .option('-y, --yes', 'do not ask'),
    [
      ['stepmaker deploy --local', 'to the embedded AWS'],
      ['stepmaker deploy --profile work --region eu-west-1', 'to AWS; asks first'],
      ['stepmaker deploy --parameter EndpointInstanceType=ml.m5.large', 'with a parameter of the template'],
      ['stepmaker deploy -- --no-rollback', 'what follows -- goes to the CDK'],
    ],
  );
}

/** `stepmaker diff`: what a deploy would change. */
export function diffCommand(): Command {
  return withExamples(infraCommand('diff', 'show what a deploy would change'), [
    ['stepmaker diff', 'against the stack that is deployed'],
    ['stepmaker diff --local', 'against that of the embedded AWS'],
  ]);
}

/** `stepmaker cost`: what the stack and its runs cost. */
export function costCommand(): Command {
  return withExamples(
    infraCommand('cost', 'estimate what the stack and its runs cost', 'estimate what the stack and its runs cost; needs no AWS')
      .option('--parameter <name=value>', 'a parameter of the template (repeatable)', keyValue)
      .option('--minutes <number>', 'how long a job takes', number)
      .option('--json', 'one JSON value on standard output'),
    [
      ['stepmaker cost', 'of the plain stack, in the region that is set'],
      ['stepmaker cost --stage prod --region eu-west-1', 'of a stage, with its add-ons, in another'],
      ['stepmaker cost --parameter EndpointInstanceType=ml.m5.large', 'with another endpoint'],
    ],
  );
}

/** `stepmaker destroy`: takes the stack away with all that runs have made. */
export function destroyCommand(): Command {
  return withExamples(
    infraCommand(
      'destroy',
      'delete the stack and all that runs have made',
      'delete the stack and all that runs have made; asks first',
    ).option('-y, --yes', 'do not ask'),
    [
      ['stepmaker destroy', 'asks first; the bucket goes with all data in it'],
      ['stepmaker destroy --local --yes', 'on the embedded AWS, without asking'],
    ],
  );
}

function infraCommand(verb: InfraVerb, summary: string, description = summary): Command {
  return withTarget(new Command(verb).summary(summary).description(description))
    .argument('[cdk-options...]', 'after --: options of the CDK')
    .addOption(new Option('--stage <name>', 'a stage of its own settings').choices(['dev', 'staging', 'prod']))
    .option(
      '--with <add-ons>',
      'add-on stacks beside the stage’s own, comma-separated: network, governance, observability, triggers',
    )
    .action(async (rest: string[], options: InfraOptions) => {
      const { runInfra } = await import('../infra/run-infra.ts');
      await runInfra(verb, rest, options);
    });
}
