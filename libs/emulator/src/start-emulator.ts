import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { findPython } from '@stepmaker/sagemaker-jobs';
import { createApp } from './app.ts';
import { AccessKeys } from './core/access-keys.ts';
import type { AuthorizationRecord } from './core/authorization-request.ts';
import { type Caller, rootCaller } from './core/caller.ts';
import type { Clock } from './core/clock.ts';
import { openDataDir } from './core/data-dir.ts';
import { tableVersionsOf } from './core/data-version.ts';
import { type FaultInjection, Faults } from './core/faults.ts';
import type { HttpRequest, HttpResponse } from './core/http-message.ts';
import { JobEvents } from './core/job-events.ts';
import { partitionOf } from './core/partition.ts';
import { NO_ROLES } from './core/role-reader.ts';
import type { Aws, Runtime } from './core/runtime.ts';
import { ServiceCatalogue } from './core/service-catalogue.ts';
import { ServiceEvents } from './core/service-events.ts';
import type { ServiceManifest } from './core/service-manifest.ts';
import { ServiceMetrics } from './core/service-metrics.ts';
import { StoreFaultError, storeFault } from './core/store-fault.ts';
import { systemClock } from './core/system-clock.ts';
import { nodeAdapter } from './http/node-adapter.ts';
import { portOwner } from './http/port-owner.ts';
import { createAws } from './server/aws.ts';
import { Dispatcher } from './server/dispatcher.ts';
import { type ExternalServices, forwardServices } from './server/forwarded-services.ts';
import { CATALOGUE } from './services/catalogue.ts';

/** Options of an emulator; every option has a default. */
export interface EmulatorOptions {
  /** @default 4566; 0 takes any free port */
  readonly port?: number;
  /** The address to listen on. Anybody who reaches it can run programs as you: leave it on the loopback. @default '127.0.0.1' */
  readonly host?: string;
  /** Directory of all data. @default '.stepmaker' in the working directory */
  readonly dataDir?: string;
  /** The Python that runs jobs. @default - what {@link findPython} finds */
  readonly pythonPath?: string;
  /** @default - the machine's clock */
  readonly clock?: Clock;
  /** Twelve digits. @default '000000000000' */
  readonly account?: string;
  /** @default 'us-east-1' */
  readonly region?: string;
  /** Further host names under which the server may be addressed. @default [] */
  readonly allowHosts?: readonly string[];
  /** Origins of web pages that may call the server. @default [] */
  readonly allowOrigins?: readonly string[];
  /**
   * Services of another AWS, such as LocalStack, by their endpoint URLs: calls to them are passed on, so that jobs read and write
   * there. @default {}
   */
  readonly externalServices?: ExternalServices;
  /**
   * Takes every role's ARN on trust, as this server cannot know the roles of an account whose IAM is elsewhere. What AWS would refuse of
   * a role is not refused then. @default false
   */
  readonly rolesOnTrust?: boolean;
  /** Receives each decision about a role's session: what the roles of a template really use. */
  readonly onAuthorization?: (record: AuthorizationRecord) => void;
  /** Receives warnings and errors for the person who runs the server. @default - warnings and errors go to standard error */
  readonly log?: Runtime['log'];
}

/** A running embedded AWS. */
export interface Emulator extends AsyncDisposable {
  /** Value for `AWS_ENDPOINT_URL`, e.g. `http://127.0.0.1:4566`. */
  readonly endpointUrl: string;
  readonly port: number;
  readonly account: string;
  readonly region: string;
  readonly dataDir: string;
  /** Operations in process, without the wire. */
  readonly aws: Aws;
  /** Lets calls and jobs go wrong, for tests of what is done about it. */
  readonly faults: FaultInjection;
  /** The root of the account: whom access keys given by hand stand for. */
  readonly rootCaller: Caller;
  /** Answers a request without the socket. */
  fetch(request: HttpRequest): Promise<HttpResponse>;
  /** Stops listening, ends what must not outlive the server, and frees the data directory. */
  close(): Promise<void>;
}

/** The port is taken by another process. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
  readonly port: number;

  constructor(port: number, owner: string | undefined) {
    super(
      `Port ${port} is in use${owner === undefined ? ' by another process' : ` by ${owner}`}. Choose another one with --port, e.g. --port ${port + 1}.`,
    );
    this.port = port;
  }
}

/**
 * Starts an AWS of one's own on this machine: unmodified clients reach it with `AWS_ENDPOINT_URL`.
 *
 * @example
 * await using emulator = await startEmulator({ port: 0, dataDir: mkdtempSync('/tmp/stepmaker-') });
 * const s3 = new S3Client({ endpoint: emulator.endpointUrl, region: 'us-east-1', credentials });
 * @throws PortInUseError where the port is taken
 * @throws DataDirInUseError where another server has the data directory
 * @throws DataVersionError where a newer Stepmaker wrote the data directory
 * @throws StoreFaultError where the data directory is damaged or cannot be opened
 */
export function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  return startServer(CATALOGUE, options);
}

/**
 * Starts a server of other services than those of the catalogue.
 *
 * @param services their manifests: nothing else of the server is to be changed for a further one
 */
export async function startServer(services: readonly ServiceManifest[], options: EmulatorOptions = {}): Promise<Emulator> {
  const { host = '127.0.0.1', port = 4566, account = '000000000000', region = 'us-east-1', clock = systemClock } = options;
  const { allowHosts = [], allowOrigins = [], log = logToStandardError, externalServices = {}, rolesOnTrust = false } = options;
  if (!/^\d{12}$/u.test(account)) throw new RangeError(`account: must be 12 digits, was ${account}`);
  const dataDir = resolve(options.dataDir ?? '.stepmaker');
  const partition = partitionOf(region);
  const root = rootCaller({ account, partition });
  const { manifests, environment } = forwardServices(services, externalServices);
  const catalogue = new ServiceCatalogue(manifests);

  const directory = openDataDir(dataDir, tableVersionsOf(manifests));
  let server: Server | undefined;
  try {
    const { store } = directory;
    const accessKeys = new AccessKeys(store, clock, root);
    const faults = new Faults();
    const dispatcher: Dispatcher = new Dispatcher(catalogue, () => runtime, faults);
    const aws = createAws({
      dispatcher,
      accessKeys,
      runtime: () => runtime,
      forwardedEnvironment: environment,
      rolesOnTrust,
    });
    const start = async ({ id }: ServiceManifest): Promise<void> => {
      await dispatcher.service(id).catch((error: Error) => log('error', `${id} did not start: ${error.message}`));
    };
    // The service that collects metrics is loaded a moment after the first measurement.
    let gathering: NodeJS.Timeout | undefined;
    const metrics = new ServiceMetrics(clock, () => {
      gathering = setTimeout(() => void collect(), 500).unref();
    });
    const collect = async (): Promise<void> => {
      await Promise.all(manifests.filter(({ collectsMetrics }) => collectsMetrics).map(start));
    };
    server = createServer({ keepAliveTimeout: 75_000, requestTimeout: 0, noDelay: true });
    const boundPort = await listen(server, port, host);
    const endpointUrl = `http://${urlHost(host)}:${boundPort}`;
    const resumed = manifests.filter(({ hasWork }) => hasWork?.(store));
    const runtime: Runtime = {
      aws,
      catalogue,
      roles: manifests.find(({ openRoles }) => openRoles !== undefined)?.openRoles?.(store) ?? NO_ROLES,
      store,
      clock,
      jobEvents: new JobEvents(),
      faults,
      metrics,
      events: new ServiceEvents(resumed.some(({ receivesEvents }) => receivesEvents)),
      account,
      region,
      partition,
      dataDir,
      endpointUrl,
      pythonPath: findPython(options.pythonPath),
      ...(options.onAuthorization === undefined ? {} : { onAuthorization: options.onAuthorization }),
      log,
    };
    const guard = { allowHosts: isLoopback(host) ? allowHosts : [...allowHosts, host], allowOrigins };
    const app = createApp({ runtime, dispatcher, accessKeys, guard });
    server.on(
      'request',
      nodeAdapter(app.fetch, (error) => log('error', `An answer could not be sent: ${String(error)}`)),
    );
    directory.announce({ pid: process.pid, endpointUrl });
    accessKeys.sweep();
    // Services that an earlier server left at work resume now, while the first requests are answered already: a request to such a service
    // waits for it. All other services are loaded when they are first used.
    for (const manifest of resumed) void start(manifest);

    const listening = server;
    let closing: Promise<void> | undefined;
    const close = (): Promise<void> =>
      (closing ??= (async () => {
        await stopListening(listening);
        clearTimeout(gathering);
        if (metrics.waiting) await collect();
        await dispatcher.stop();
        directory.close();
      })());
    return {
      endpointUrl,
      port: boundPort,
      account,
      region,
      dataDir,
      aws,
      faults,
      rootCaller: root,
      fetch: app.fetch,
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    server?.close();
    directory.close();
    const message = storeFault(error, dataDir);
    throw message === undefined ? error : new StoreFaultError(message, { cause: error });
  }
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      fail(error.code === 'EADDRINUSE' ? new PortInUseError(port, portOwner(port)) : error),
    );
    server.listen(port, host, done);
  });
  return (server.address() as AddressInfo).port;
}

/** Ends idle connections at once and gives requests in work a moment to be answered. */
async function stopListening(server: Server): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  server.closeIdleConnections();
  const patience = setTimeout(() => server.closeAllConnections(), PATIENCE_MILLIS);
  await closed;
  clearTimeout(patience);
}

const PATIENCE_MILLIS = 500;

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** The name under which this machine reaches an address that is listened on. */
function urlHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

function logToStandardError(level: 'debug' | 'info' | 'warn' | 'error', message: string): void {
  if (level === 'warn' || level === 'error') process.stderr.write(`stepmaker: ${message}\n`);
}
