import { Command, Option } from 'commander';
import type { InvokeOptions } from '../endpoints/invoke-endpoint.ts';
import { withExamples } from '../help/examples.ts';
import { withTarget } from '../target/target-options.ts';

/** `stepmaker invoke [ENDPOINT]`: sends a request to an endpoint and prints the answer. */
export function invokeCommand(): Command {
  return withExamples(
    withTarget(
      new Command('invoke')
        .summary('ask an endpoint for predictions')
        .description('ask an endpoint for predictions, and print its answer')
        .argument('[endpoint]', 'name of the endpoint (default: the stack’s)'),
    )
      .addOption(new Option('--json <text>', 'a JSON request, e.g. {"instances": [[1, 2, 3]]}').conflicts(['csv', 'file']))
      .addOption(new Option('--csv <text>', 'rows of values, comma-separated').conflicts('file'))
      .option('--file <path>', 'a .json or .csv file; without any of these, standard input is read')
      .option('--variant <name>', 'the production variant to ask (default: by weight)')
      .option('--wait', 'wait until the endpoint is in service'),
    [
      [
        `stepmaker invoke --json '{"instances": [{"rooms": 4, "area": 120}]}'`,
        'by the names of the columns; null is a missing value',
      ],
      ["stepmaker invoke --csv '0.03,0,7.1,0,0.5,7.2,61,5,2,242,17.8,393,4'", 'in the order of the columns'],
      ['stepmaker invoke ml-pipeline --file rows.csv', 'a file, on an endpoint that is named'],
      ['cat request.json | stepmaker invoke', 'from a pipe; JSON, or else CSV'],
    ],
  )
    .addHelpText('after', '\nExit code: 0 answered, 3 no such endpoint, 6 not in service, 7 refused by the model.')
    .action(async (endpoint: string | undefined, options: InvokeOptions) => {
      const { invokeEndpoint } = await import('../endpoints/invoke-endpoint.ts');
      await invokeEndpoint(endpoint, options);
    });
}
