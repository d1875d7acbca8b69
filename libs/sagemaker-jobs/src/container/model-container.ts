import { createWriteStream, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { downloadInput } from '../data/input-data.ts';
import { type ObjectStore, ObjectStoreError } from '../data/object-store.ts';
import { parseS3Uri } from '../data/s3-uri.ts';
import { unpackTarGz } from '../data/tar-archive.ts';
import type { ContainerCommand, JobProcess } from '../process/job-process.ts';
import { watchDirectory } from '../process/watch-directory.ts';
import { containerEnvironment } from './container-environment.ts';
import { ContainerError } from './container-error.ts';
import type { ContainerPorts } from './container-ports.ts';
import { servingImage } from './framework-image.ts';
import { type JobDirectory, makeJobDirectory } from './job-directory.ts';

/** Time until GET /ping must answer 200, in milliseconds. */
export const PING_WINDOW_MILLIS = 240_000;

const MODEL_SERVER = fileURLToPath(new URL('../../python/model_server.py', import.meta.url));

/** A model and what its server needs, as `CreateModel` gives it. */
export interface ModelContainer {
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
  /** `s3://…/model.tar.gz`, or a prefix ending in `/` for a model that is not packed. @default - no model files */
  readonly modelData?: string;
  /** Whether the container has no network. Then its server fails where it would need a package index. @default false */
  readonly isNetworkIsolated?: boolean;
}

/**
 * Fetches and unpacks a model into `/opt/ml/model`, and its code into `/opt/ml/code` where `SAGEMAKER_SUBMIT_DIRECTORY` is an S3 URI.
 *
 * @throws ContainerError with the endpoint's `FailureReason`
 */
export async function unpackModel(
  { image, environment, modelData }: ModelContainer,
  { directory, store }: Pick<ContainerPorts, 'directory' | 'store'>,
): Promise<void> {
  if (servingImage(image) === undefined) {
    throw new ContainerError(
      `The image ${image} cannot be served by a local process. Local processes serve models of AWS's sagemaker-scikit-learn images`,
    );
  }
  makeJobDirectory(directory);
  const model = join(directory.base, 'model');
  await mkdir(model, { recursive: true });
  const submitted = environment['SAGEMAKER_SUBMIT_DIRECTORY'];
  await Promise.all([
    modelData === undefined ? undefined : fetchModel(store, modelData, directory, model),
    submitted?.startsWith('s3://')
      ? fetchArchive(store, submitted, directory, 'sourcedir', join(directory.base, 'code'))
      : undefined,
  ]);
}

/** The command that runs the model server of an unpacked model. The server listens on a free port of the loopback interface. */
export function modelServerCommand(
  { environment, isNetworkIsolated }: ModelContainer,
  { directory, pythonPath, aws = {} }: Pick<ContainerPorts, 'directory' | 'pythonPath' | 'aws'>,
): ContainerCommand {
  return {
    argv: [pythonPath, MODEL_SERVER],
    environment: containerEnvironment({
      directory,
      pythonPath,
      requested: environment,
      contract: { SM_MODEL_DIR: '/opt/ml/model', SAGEMAKER_SERVING_MODULE: 'sagemaker_sklearn_container.serving:main' },
      aws: {
        ...aws,
        STEPMAKER_PORT_FILE: join(directory.run, 'port'),
        ...(isNetworkIsolated && { STEPMAKER_NETWORK_ISOLATION: 'true' }),
      },
    }),
    cwd: directory.work,
  };
}

/**
 * Waits until a model server has answered GET /ping with 200.
 *
 * @returns its port; undefined where the process ended or the window passed
 */
export async function waitUntilServing(
  process: JobProcess,
  directory: JobDirectory,
  windowMillis: number,
): Promise<number | undefined> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), windowMillis);
  void process.exited.then(() => stop.abort());
  try {
    const port = await waitForPort(directory, stop.signal);
    return port !== undefined && (await ping(port, stop.signal)) ? port : undefined;
  } finally {
    clearTimeout(timer);
  }
}

function waitForPort({ run }: JobDirectory, signal: AbortSignal): Promise<number | undefined> {
  return new Promise((resolve) => {
    let unwatch = (): void => {};
    const end = (port: number | undefined): void => {
      unwatch();
      signal.removeEventListener('abort', onAbort);
      resolve(port);
    };
    const onAbort = (): void => end(undefined);
    const look = (): void => {
      const port = readPort(run);
      if (port !== undefined) end(port);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    unwatch = watchDirectory(run, look);
    if (signal.aborted) onAbort();
    else look();
  });
}

/** The port that a model server has written; undefined while it has not. */
function readPort(run: string): number | undefined {
  try {
    const text = readFileSync(join(run, 'port'), 'utf8');
    return text.endsWith('\n') ? Number(text) : undefined;
  } catch {
    return undefined;
  }
}

function ping(port: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const asking = request({ host: '127.0.0.1', port, path: '/ping', signal, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    asking.once('error', () => resolve(false));
    asking.end();
  });
}

async function fetchModel(store: ObjectStore, uri: string, directory: JobDirectory, model: string): Promise<void> {
  const missing = new ContainerError(
    `Failed to download model data for container "container_1" from URL: "${uri}". Please ensure that there is an object located at the URL and that the role passed to CreateModel has permissions to download the object.`,
  );
  try {
    if (!uri.endsWith('/')) await fetchArchive(store, uri, directory, 'model', model);
    else if ((await downloadInput(store, { S3Uri: uri, S3DataType: 'S3Prefix' }, model)) === 0) throw missing;
  } catch (error) {
    throw error instanceof ObjectStoreError ? missing : error;
  }
}

async function fetchArchive(
  store: ObjectStore,
  uri: string,
  { path }: JobDirectory,
  name: string,
  target: string,
): Promise<void> {
  const source = parseS3Uri(uri);
  if (source === undefined) throw new ContainerError(`${uri} is not an S3 URI`);
  const archive = join(path, `${name}.tar.gz`);
  await pipeline(await store.get(source.bucket, source.key), createWriteStream(archive));
  await unpackTarGz(archive, target);
}
