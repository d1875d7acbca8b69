import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { LiveView } from '../output/live-view.ts';
import { Output } from '../output/output.ts';
import { exportLine } from './export-line.ts';
import { answers, type RunningServer, runningServer } from './running-server.ts';
import type { ServeOptions } from './serve.ts';

/** Message from a detached server to the command that started it. */
export type ServerMessage = { readonly ready: RunningServer } | { readonly error: string };

/** Starts the embedded AWS as a separate process and returns when it is ready. A server that already runs is kept. */
export async function detach(options: ServeOptions): Promise<void> {
  const out = new Output(options);
  const running = runningServer(options.dataDir);
  if (running !== undefined && (await answers(running))) {
    if (Object.keys(options.externalServices).length > 0 || options.rolesOnTrust)
      throw new UserError(
        `it runs already, as process ${running.pid}: --external-service and --roles-on-trust are for a server that starts`,
        {
          exitCode: ExitCode.WRONG_STATE,
          hint: 'stepmaker local down ends it',
        },
      );
    out.note(`It runs already, as process ${running.pid}.`);
    report(out, running);
    return;
  }
  const view = new LiveView(process.stderr, { quiet: out.isQuiet });
  const began = Date.now();
  view.begin('Starting the embedded AWS');
  const server = await startOnItsOwn(options).finally(() => view.stop());
  view.succeed('Embedded AWS', Date.now() - began, options.deploy ? `stack ${options.stack} deployed` : 'empty');
  report(out, server);
}

function report(out: Output, { endpointUrl, pid }: RunningServer): void {
  if (out.isQuiet) return out.write(`${endpointUrl}\n`);
  out.write(`The embedded AWS is at ${endpointUrl} (process ${pid}). stepmaker local down ends it.\n`);
  out.note(`Next: stepmaker run\nFor other AWS clients:\n  ${exportLine(endpointUrl, 'us-east-1')}`);
}

function startOnItsOwn(options: ServeOptions): Promise<RunningServer> {
  mkdirSync(options.dataDir, { recursive: true });
  const logFile = join(options.dataDir, 'server.log');
  const log = openSync(logFile, 'w', 0o600);
  const flags = [...new Set([...process.execArgv, ...SERVER_FLAGS])];
  const child = spawn(process.execPath, [...flags, process.argv[1] as string, 'local', ...argumentsOf(options)], {
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
  });
  return new Promise((resolve, reject) => {
    const refuse = (reason: string): void => reject(new UserError(reason, { exitCode: ExitCode.FAILED }));
    child.once('error', (error) => refuse(error.message));
    child.once('message', (message: ServerMessage) => {
      if ('error' in message) return refuse(message.error);
      child.disconnect();
      child.unref();
      resolve(message.ready);
    });
    child.once('exit', (code) =>
      refuse(`the server ended with code ${code} before it was ready: ${readFileSync(logFile, 'utf8')}`),
    );
  });
}

function argumentsOf(options: ServeOptions): string[] {
  const { port, host, dataDir, deploy, stack, allowHost, allowOrigin, externalServices, rolesOnTrust } = options;
  return [
    ...['--port', String(port), '--host', host, '--data-dir', dataDir, '--stack', stack],
    ...(deploy ? [] : ['--no-deploy']),
    ...allowHost.flatMap((name) => ['--allow-host', name]),
    ...allowOrigin.flatMap((origin) => ['--allow-origin', origin]),
    ...Object.entries(externalServices).flatMap(([service, url]) => ['--external-service', `${service}=${url}`]),
    ...(rolesOnTrust ? ['--roles-on-trust'] : []),
  ];
}

/** Flags with which `bin/stepmaker.mjs` starts a server: started without them, it would start anew and lose the channel. */
const SERVER_FLAGS = ['--max-semi-space-size=4', '--disable-warning=ExperimentalWarning'];
