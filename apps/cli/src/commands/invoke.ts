import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Command, Option } from 'commander';
import { pipelineClient, type TargetOptions, withTarget } from '../target.ts';
import { UserError } from '../user-error.ts';

interface InvokeOptions extends TargetOptions {
  readonly json?: string;
  readonly csv?: string;
  readonly file?: string;
}

/** `stepmaker invoke ENDPOINT`: sends a request to an endpoint and prints the answer. */
export function invokeCommand(): Command {
  return withTarget(
    new Command('invoke').description('ask an endpoint for predictions').argument('<endpoint>', 'name of the endpoint'),
  )
    .addOption(new Option('--json <text>', 'a JSON request, e.g. {"instances": [[1, 2, 3]]}').conflicts(['csv', 'file']))
    .addOption(new Option('--csv <text>', 'rows of values, comma-separated').conflicts('file'))
    .option('--file <path>', 'a .json or .csv file; without any of these, standard input is read as JSON')
    .action(async (endpointName: string, options: InvokeOptions) => {
      const request = await requestOf(options);
      try {
        const answer = await pipelineClient(options).endpoint(endpointName).invoke(request.body, request);
        process.stdout.write(`${answer.text()}\n`);
      } catch (error) {
        const { OriginalStatusCode: status, OriginalMessage: message } = error as {
          OriginalStatusCode?: number;
          OriginalMessage?: string;
        };
        if (status === undefined) throw error;
        throw new UserError(`the model answered ${status}: ${message}`);
      }
    });
}

async function requestOf({ json, csv, file }: InvokeOptions): Promise<{ body: string; contentType: string }> {
  if (csv !== undefined) return { body: csv, contentType: 'text/csv' };
  if (file !== undefined)
    return { body: await readFile(file, 'utf8'), contentType: file.endsWith('.csv') ? 'text/csv' : 'application/json' };
  return { body: json ?? (await text(process.stdin)), contentType: 'application/json' };
}
