import { Command } from 'commander';
import type { DeployModelOptions } from '../endpoints/deploy-model.ts';
import { withExamples } from '../help/examples.ts';
import { withTarget } from '../target/target-options.ts';

/** `stepmaker deploy-model MODEL_DATA_URL`: deploys a model archive that exists, without training. */
export function deployModelCommand(): Command {
  return withExamples(
    withTarget(
      new Command('deploy-model')
        .summary('deploy a model that exists, without training')
        .description(
          'deploy a model archive that exists: create or update the endpoint, send it a request, and roll back if it does not answer',
        )
        .argument('<model-data-url>', 'S3 URI of the archive: s3://bucket/…/model.tar.gz'),
    )
      .option('--endpoint <name>', 'the endpoint to create or to update (default: the stack’s)')
      .option('--instance-type <type>', 'of the endpoint (default: the smallest of the region)')
      .option('--request <json>', 'a request that the endpoint must answer: JSON text, @FILE, or - for standard input')
      .option('--name <name>', 'the execution’s name: the same name and input give the same execution')
      .option('-d, --detach', 'do not follow it: print its name')
      .option('--json', 'the result as one JSON value on standard output; progress goes to standard error')
      .option('-q, --quiet', 'no progress: the endpoint’s name, or the error'),
    [
      ['stepmaker deploy-model s3://bucket/model-artifacts/run-1/output/model.tar.gz', 'to the stack’s endpoint'],
      [`stepmaker deploy-model s3://bucket/model.tar.gz --request '{"instances": [{"rooms": 4}]}'`, 'checked by a request'],
      ['stepmaker deploy-model s3://bucket/model.tar.gz --endpoint canary --instance-type ml.m5.xlarge', 'beside it'],
    ],
  )
    .addHelpText(
      'after',
      '\nExit code: 0 deployed, 130 interrupted with Ctrl-C (the deployment continues), 1 failed (the current model stays in service).',
    )
    .action(async (modelDataUrl: string, options: DeployModelOptions) => {
      const { deployModel } = await import('../endpoints/deploy-model.ts');
      await deployModel(modelDataUrl, options);
    });
}
