import { type ExternalServices, startEmulator } from '@stepmaker/emulator';
import { startLocal } from '@stepmaker/pipeline-local';
import { Output } from '../output/output.ts';
import { projectOf } from '../target/project.ts';
import { targetMemory } from '../target/remembered-target.ts';
import { untilSignal } from '../until-signal.ts';
import type { ServerMessage } from './detach.ts';
import { exportLine } from './export-line.ts';

/** Options of a server of the embedded AWS. */
export interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** False leaves it empty. */
  readonly deploy: boolean;
  readonly stack: string;
  readonly allowHost: readonly string[];
  readonly allowOrigin: readonly string[];
  /** Services that another AWS has; only of an empty one. */
  readonly externalServices: ExternalServices;
  readonly rolesOnTrust?: boolean;
  readonly quiet?: boolean;
}

/**
 * Serves the embedded AWS until Ctrl-C or SIGTERM, and makes it the project's target. Started by {@link detach}, it says over the
 * channel that it is ready, or why not.
 */
export async function serve(options: ServeOptions): Promise<void> {
  const out = new Output(options);
  const interrupted = untilSignal();
  const server = await start(options).catch((error: unknown) => {
    send({ error: error instanceof Error ? `${error.message}` : String(error) });
    throw error;
  });
  await using _ = server;
  const { endpointUrl } = server;
  targetMemory(projectOf(process.cwd())).remember({
    kind: 'local',
    endpointUrl,
    region: server.region,
    stackName: options.stack,
  });
  if (process.connected) {
    send({ ready: { endpointUrl, pid: process.pid } });
    process.disconnect();
  } else if (out.isQuiet) {
    out.write(`${endpointUrl}\n`);
  } else {
    out.write(`The embedded AWS is at ${endpointUrl} (data in ${options.dataDir}). Ctrl-C ends it.\n`);
    if (options.deploy)
      out.write(`The pipeline is deployed as the stack ${options.stack}: stepmaker run, in another terminal.\n`);
    out.write(`For other AWS clients:\n  ${exportLine(endpointUrl, server.region)}\n`);
  }
  const signal = await interrupted;
  out.note(`${signal}: shutting down; running jobs are stopped`);
}

interface Server extends AsyncDisposable {
  readonly endpointUrl: string;
  readonly region: string;
}

async function start(options: ServeOptions): Promise<Server> {
  const { port, host, dataDir, deploy, stack, allowHost, allowOrigin, externalServices, rolesOnTrust = false } = options;
  const emulator = { host, allowHosts: allowHost, allowOrigins: allowOrigin };
  if (!deploy) return await startEmulator({ ...emulator, port, dataDir, externalServices, rolesOnTrust });
  const local = await startLocal({ emulator, port, dataDir, stackName: stack });
  return {
    endpointUrl: local.endpointUrl,
    region: local.clientConfig.region,
    [Symbol.asyncDispose]: () => local[Symbol.asyncDispose](),
  };
}

function send(message: ServerMessage): void {
  if (process.connected) process.send?.(message);
}
