import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { withExamples } from '../help/examples.ts';
import type { ServeOptions } from '../local/serve.ts';
import { integer } from '../option-values.ts';

interface DataDirOption {
  readonly dataDir: string;
}

const collect = (value: string, previous: string[]): string[] => [...previous, value];
const withDataDir = (command: Command): Command =>
  command.option('--data-dir <path>', 'where everything is kept', join(process.cwd(), '.stepmaker'));

/** `stepmaker local`: the embedded AWS with the pipeline deployed, in the foreground or on its own; its status, its end, its data. */
export function localCommand(): Command {
  const command = withDataDir(
    new Command('local')
      .summary('the embedded AWS on this machine')
      .description('run the embedded AWS on this machine, with the pipeline deployed')
      .enablePositionalOptions(),
  )
    .option('-d, --detach', 'let it run on its own, and return when it is ready')
    .option('--no-deploy', 'an empty AWS: deploy nothing')
    .option('--port <number>', 'port to listen on; 0 takes a free one', integer(0, 65_535), 4566)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--stack <name>', 'name of the stack that is deployed', 'ml-pipeline')
    .option('--allow-host <name>', 'a further Host header to accept (repeatable)', collect, [])
    .option('--allow-origin <origin>', 'a web page’s origin to accept (repeatable)', collect, [])
    .option('-q, --quiet', 'print its address only')
    .action(async (given: ServeOptions & { readonly detach?: boolean }) => {
      const options = { ...given, dataDir: resolve(given.dataDir) };
      if (options.detach) await (await import('../local/detach.ts')).detach(options);
      else await (await import('../local/serve.ts')).serve(options);
    });
  command.addCommand(
    withExamples(
      withDataDir(new Command('status').description('say whether it runs, where, and what is in it'))
        .option('--json', 'one JSON value on standard output')
        .option('-q, --quiet', 'print its address only')
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
      [['stepmaker local down', 'stepmaker local goes on where it was']],
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
  ]);
}
