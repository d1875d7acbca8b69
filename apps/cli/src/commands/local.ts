import { join } from 'node:path';
import { Command } from 'commander';
import { integer } from '../option-values.ts';
import { untilSignal } from '../until-signal.ts';

interface LocalCommandOptions {
  readonly port: number;
  readonly dataDir: string;
  readonly host: string;
  readonly allowHost: string[];
  readonly allowOrigin: string[];
}

const collect = (value: string, previous: string[]): string[] => [...previous, value];

/** `stepmaker local`: the embedded AWS in the foreground, nothing deployed. */
export function localCommand(): Command {
  return new Command('local')
    .description('run the embedded AWS in the foreground, without deploying anything')
    .option('--port <number>', 'port to listen on', integer(0, 65_535), 4566)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--data-dir <path>', 'where everything is kept', join(process.cwd(), '.stepmaker'))
    .option('--allow-host <name>', 'a further Host header to accept (repeatable)', collect, [])
    .option('--allow-origin <origin>', 'a web page’s origin to accept (repeatable)', collect, [])
    .action(async ({ port, host, dataDir, allowHost, allowOrigin }: LocalCommandOptions) => {
      const { startEmulator } = await import('@stepmaker/emulator');
      await using emulator = await startEmulator({ port, host, dataDir, allowHosts: allowHost, allowOrigins: allowOrigin });
      process.stdout.write(`The embedded AWS is at ${emulator.endpointUrl} (data in ${dataDir}). Ctrl-C ends it.\n`);
      process.stdout.write(
        `  export AWS_ENDPOINT_URL=${emulator.endpointUrl} AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local\n`,
      );
      await untilSignal();
    });
}
