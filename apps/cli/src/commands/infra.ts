import { Command, Option } from 'commander';
import { withExamples } from '../help/examples.ts';
import type { InfraOptions, InfraVerb } from '../infra/run-infra.ts';
import { keyValue, number } from '../option-values.ts';
import { withTarget } from '../target/target-options.ts';

/** `stepmaker deploy`: deploys the stack by `nx deploy infra`. */
export function deployCommand(): Command {
  return withExamples(
    withPrices(infraCommand('deploy', 'deploy the stack', 'deploy the pipeline’s stack; says where and what it costs, and asks'))
      .option('--parameter <name=value>', 'a parameter of the template (repeatable)', keyValue)
      .option('-y, --yes', 'do not ask'),
    [
      ['stepmaker deploy --local', 'to the embedded AWS'],
      ['stepmaker deploy --profile work --region eu-west-1', 'to AWS; asks first'],
      ['stepmaker deploy --parameter EndpointInstanceType=ml.m5.large', 'with a parameter of the template'],
    ],
  );
}

/** `stepmaker diff`: what a deploy would change. */
export function diffCommand(): Command {
  return withExamples(withPrices(infraCommand('diff', 'show what a deploy would change and cost')), [
    ['stepmaker diff', 'against the stack that is deployed'],
    ['stepmaker diff --local', 'against that of the embedded AWS'],
    ['stepmaker diff -- --parameters LogRetentionDays=7', 'with a parameter; what follows -- goes to nx diff infra'],
  ]);
}

/** `stepmaker cost`: what the stack and its runs cost. */
export function costCommand(): Command {
  return withExamples(
    withPrices(
      infraCommand(
        'cost',
        'estimate what the stack and its runs cost',
        'estimate what the stack and its runs cost; needs no AWS',
      ),
    )
      .option('--parameter <name=value>', 'a parameter of the template (repeatable)', keyValue)
      .option('--minutes <number>', 'how long a job takes', number)
      .option('--json', 'one JSON value on standard output'),
    [
      ['stepmaker cost', 'of the plain stack, in the region that is set'],
      ['stepmaker cost --stage prod --region eu-west-1 --prices prices.json', 'of a stage, by AWS’s prices of another region'],
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

/** The option of commands that show a cost. */
function withPrices(command: Command): Command {
  return command.option(
    '--prices <file>',
    'AWS’s price list of SageMaker, JSON or CSV, instead of the prices of this repository',
  );
}

function infraCommand(verb: InfraVerb, summary: string, description = summary): Command {
  return withTarget(new Command(verb).summary(summary).description(description))
    .argument('[nx-options...]', `after --: options of "nx ${verb} infra"`)
    .addOption(new Option('--stage <name>', 'a stage with separate settings').choices(['dev', 'staging', 'prod']))
    .option(
      '--with <add-ons>',
      'add-on stacks beside the stage’s own, comma-separated: network, governance, observability, triggers',
    )
    .action(async (rest: string[], options: InfraOptions) => {
      const { runInfra } = await import('../infra/run-infra.ts');
      await runInfra(verb, rest, options);
    });
}
