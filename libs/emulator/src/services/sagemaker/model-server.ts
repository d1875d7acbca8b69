import { createWriteStream, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { AwsError } from '../../core/aws-error.ts';
import type { Caller } from '../../core/caller.ts';
import type { Runtime } from '../../core/runtime.ts';
import { createAwsObjectStore } from '../../jobs/aws-object-store.ts';
import { containerEnvironment } from '../../jobs/container-environment.ts';
import { ContainerError } from '../../jobs/container-error.ts';
import { servingImage } from '../../jobs/framework-image.ts';
import { downloadInput } from '../../jobs/input-data.ts';
import { type JobDirectory, jobDirectory, makeJobDirectory } from '../../jobs/job-directory.ts';
import type { ContainerCommand, JobProcess } from '../../jobs/job-process.ts';
import type { ObjectStore } from '../../jobs/object-store.ts';
import { parseS3Uri } from '../../jobs/s3-uri.ts';
import { unpackTarGz } from '../../jobs/tar-archive.ts';
import { watchDirectory } from '../../jobs/watch-directory.ts';
import type { VariantRecord } from './endpoint.ts';

/** How long a container has until GET /ping must have answered 200. */
export const PING_WINDOW_MILLIS = 240_000;

const MODEL_SERVER = fileURLToPath(new URL('../../../python/model_server.py', import.meta.url));

/** Fetches and unpacks a variant's model. @throws ContainerError with the endpoint's FailureReason */
export async function unpackModel(
  runtime: Runtime,
  variant: VariantRecord,
  path: string,
  caller: Caller,
  region: string,
): Promise<void> {
  if (servingImage(variant.image) === undefined) {
    throw new ContainerError(
      `The image ${variant.image} is not one that the embedded AWS can serve as a local process: it serves models of AWS's sagemaker-scikit-learn images`,
    );
  }
  const directory = makeJobDirectory(jobDirectory(path));
  const model = join(directory.base, 'model');
  await mkdir(model, { recursive: true });
  const store = createAwsObjectStore(runtime.aws, caller, region);
  const submitted = variant.environment['SAGEMAKER_SUBMIT_DIRECTORY'];
  await Promise.all([
    variant.modelData === undefined ? undefined : fetchModel(store, variant.modelData, directory, model),
    submitted?.startsWith('s3://')
      ? fetchArchive(store, submitted, directory, 'sourcedir', join(directory.base, 'code'))
      : undefined,
  ]);
}

/** What runs the model server of an unpacked model. */
export function modelServerCommand(
  runtime: Runtime,
  pythonPath: string,
  { environment }: VariantRecord,
  directory: JobDirectory,
  caller: Caller,
  region: string,
): ContainerCommand {
  return {
    argv: [pythonPath, MODEL_SERVER],
    environment: containerEnvironment({
      directory,
      pythonPath,
      requested: environment,
      contract: { SM_MODEL_DIR: '/opt/ml/model', SAGEMAKER_SERVING_MODULE: 'sagemaker_sklearn_container.serving:main' },
      aws: { ...runtime.aws.childEnvironment(caller, region), STEPMAKER_PORT_FILE: join(directory.run, 'port') },
    }),
    cwd: directory.work,
  };
}

/**
 * Waits until a model server has answered GET /ping with 200.
 *
 * @returns its port; undefined where it ended or let the window pass
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
    throw error instanceof AwsError ? missing : error;
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
