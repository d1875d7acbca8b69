import { join, resolve } from 'node:path';
import type { ExternalService, ExternalServices } from '@stepmaker/emulator';
import { Command, InvalidArgumentError } from 'commander';
import { UserError } from '../errors/user-error.ts';
import { withExamples } from '../help/examples.ts';
import type { ServeOptions } from '../local/serve.ts';
import { integer, keyValue } from '../option-values.ts';

interface DataDirOption {
  readonly dataDir: string;
}

const collect = (value: string, previous: string[]): string[] => [...previous, value];
const EXTERNAL_SERVICES: readonly string[] = ['s3', 'logs', 'cloudwatch'] satisfies ExternalService[];

/** Collects `service=url`. */
function externalService(text: string, previous: ExternalServices = {}): ExternalServices {
  const [[service = '', url = ''] = []] = Object.entries(keyValue(text));
  if (!EXTERNAL_SERVICES.includes(service))
    throw new InvalidArgumentError(`'${service}' is none of ${EXTERNAL_SERVICES.join(', ')}.`);
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) throw new InvalidArgumentError(`'${url}' is not a URL.`);
  return { ...previous, [service]: url };
}

const withDataDir = (command: Command): Command =>
  command.option('--data-dir <path>', 'directory of all data', join(process.cwd(), '.stepmaker'));

/** `stepmaker local`: the embedded AWS with the pipeline deployed, in the foreground or on its own; its status, its end, its data. */
export function localCommand(): Command {
  const command = withDataDir(
    new Command('local')
      .summary('the embedded AWS on this machine')
      .description('run the embedded AWS on this machine, with the pipeline deployed')
      .enablePositionalOptions(),
  )
    .option('-d, --detach', 'run in the background, and return when it is ready')
    .option('--no-deploy', 'an empty AWS: deploy nothing')
    .option('--port <number>', 'port to listen on; 0 takes a free one', integer(0, 65_535), 4566)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--stack <name>', 'name of the stack that is deployed', 'ml-pipeline')
    .option('--allow-host <name>', 'a further Host header to accept (repeatable)', collect, [])
    .option('--allow-origin <origin>', 'a web page’s origin to accept (repeatable)', collect, [])
    .option(
      '--external-service <service=url>',
      's3, logs or cloudwatch of another AWS, e.g. LocalStack (repeatable)',
      externalService,
    )
    .option('--roles-on-trust', 'accept any role ARN without checking it, for roles of another AWS')
    .option('-q, --quiet', 'print only its address')
    .action(
      async (
        given: Omit<ServeOptions, 'externalServices'> & {
          readonly detach?: boolean;
          readonly externalService?: ExternalServices;
        },
      ) => {
        const options = { ...given, dataDir: resolve(given.dataDir), externalServices: given.externalService ?? {} };
        if (options.deploy && (options.rolesOnTrust || Object.keys(options.externalServices).length > 0))
          throw new UserError('--external-service and --roles-on-trust are for an AWS beside another one: add --no-deploy');
        if (options.detach) await (await import('../local/detach.ts')).detach(options);
        else await (await import('../local/serve.ts')).serve(options);
      },
    );
  command.addCommand(
    withExamples(
      withDataDir(new Command('status').description('say whether it runs, where, and what is in it'))
        .option('--json', 'one JSON value on standard output')
        .option('-q, --quiet', 'print only its address')
        .action(async (options: DataDirOption) => (await import('../local/status.ts')).showStatus(options)),
      [
        ['stepmaker local status', 'exit code 0 when it runs, 3 when not'],
        ['stepmaker local status --json', 'for scripts'],
      ],
    ),
  );
  command.addCommand(
    withExamples(
      withDataDir(new Command('down').description('end it, running jobs and served models too; the data stays'))
        .option('-q, --quiet', 'print nothing')
        .action(async (options: DataDirOption) => (await import('../local/down.ts')).down(options)),
      [['stepmaker local down', 'stepmaker local continues with the same data']],
    ),
  );
  command.addCommand(
    withExamples(
      withDataDir(new Command('reset').description('delete its data: buckets, runs, models, stacks'))
        .option('-y, --yes', 'do not ask')
        .option('-q, --quiet', 'print nothing')
        .action(async (options: DataDirOption) => (await import('../local/reset.ts')).reset(options)),
      [
        ['stepmaker local reset', 'asks first; ends the server if it runs'],
        ['stepmaker local reset --yes', 'in a script'],
      ],
    ),
  );
  return withExamples(command, [
    ['stepmaker local', 'in the foreground until Ctrl-C'],
    ['stepmaker local --detach', 'on its own; stepmaker local down ends it'],
    ['stepmaker local --port 0 --quiet --detach', 'on a free port, which is printed'],
    ['stepmaker local --no-deploy', 'an empty AWS for your own templates'],
    [
      'stepmaker local --no-deploy --external-service s3=http://127.0.0.1:4567 --roles-on-trust',
      'SageMaker whose jobs read and write the S3 of a LocalStack',
    ],
  ]);
}
