import { Command } from 'commander';
import type { EndpointsOptions } from '../endpoints/list-endpoints.ts';
import { withExamples } from '../help/examples.ts';
import { withOutput } from '../help/output-options.ts';
import { withTarget } from '../target/target-options.ts';

/** `stepmaker endpoints`: the models that are served. */
export function endpointsCommand(): Command {
  return withExamples(
    withOutput(withTarget(new Command('endpoints').description('list the endpoints that runs have made')), 'names only').option(
      '-a, --all',
      'all of the account, also those of others',
    ),
    [
      ['stepmaker endpoints', 'of the pipeline’s stack'],
      ['stepmaker endpoints --all', 'whoever made them'],
      ["stepmaker endpoints --json | jq -r '.[].endpointName'", 'for scripts'],
    ],
  ).action(async (options: EndpointsOptions) => {
    const { showEndpoints } = await import('../endpoints/list-endpoints.ts');
    await showEndpoints(options);
  });
}
