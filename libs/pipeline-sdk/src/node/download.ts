import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline as pipe } from 'node:stream/promises';
import { s3 } from '../core/aws-packages.ts';
import { call } from '../core/call.ts';
import { LazyClients } from '../core/lazy-clients.ts';
import type { CallOptions, PipelineExecution } from '../execution/pipeline-execution.ts';
import type { PipelineClient } from '../pipeline-client.ts';

/** Destination of a download. */
export interface DownloadOptions extends CallOptions {
  /** A file, or a directory that exists. @default - the working directory */
  readonly to?: string;
}

/**
 * Downloads the HTML report of an execution's evaluation, and gives the file's path. A rejected model has one too.
 *
 * @throws NoSuchKey (of the AWS client) when the execution has not come as far
 */
export async function downloadReport(
  pipeline: PipelineClient,
  execution: PipelineExecution,
  options: DownloadOptions = {},
): Promise<string> {
  const { reportUri } = await execution.artifacts(options);
  return explained(execution, 'report', () => downloadObject(pipeline, reportUri, options));
}

/**
 * Downloads the model that an execution trained, `model.tar.gz`, and gives the file's path.
 *
 * @throws NoSuchKey (of the AWS client) when the execution has not come as far
 */
export async function downloadModel(
  pipeline: PipelineClient,
  execution: PipelineExecution,
  options: DownloadOptions = {},
): Promise<string> {
  const { modelDataUrl } = await execution.artifacts(options);
  if (modelDataUrl === undefined) throw new Error(`The execution ${execution.name} has trained no model: see its steps()`);
  return explained(execution, 'model', () => downloadObject(pipeline, modelDataUrl, options));
}

/** Downloads an object to a file, which appears only when it is whole, and gives the file's path. */
export async function downloadObject(
  pipeline: PipelineClient,
  uri: string,
  { to = '.', signal }: DownloadOptions = {},
): Promise<string> {
  const { bucket, key } = parseS3Uri(uri);
  const isDirectory = await stat(to).then(
    (info) => info.isDirectory(),
    () => false,
  );
  const file = isDirectory ? join(to, basename(key)) : to;
  const { client, module } = await LazyClients.ownedBy(pipeline).get(s3);
  const command = new module.GetObjectCommand({ Bucket: bucket, Key: key });
  const { Body } = await call(signal, (options) => client.send(command, options));
  await mkdir(dirname(file), { recursive: true });
  const part = `${file}.part`;
  try {
    await pipe(Body as Readable, createWriteStream(part), signal ? { signal } : {});
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    if (signal?.aborted) throw signal.reason;
    throw error;
  }
  return file;
}

/** The text of an object. */
export async function readObject(pipeline: PipelineClient, uri: string, { signal }: CallOptions = {}): Promise<string> {
  const { bucket, key } = parseS3Uri(uri);
  const { client, module } = await LazyClients.ownedBy(pipeline).get(s3);
  const command = new module.GetObjectCommand({ Bucket: bucket, Key: key });
  const { Body } = await call(signal, (options) => client.send(command, options));
  return (await Body?.transformToString()) ?? '';
}

/** Bucket and key of an `s3://bucket/key` URI. @throws TypeError for another text */
function parseS3Uri(uri: string): { readonly bucket: string; readonly key: string } {
  const match = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri);
  if (match === null) throw new TypeError(`Not an S3 URI: ${uri} (it would be s3://bucket/key)`);
  return { bucket: match[1] as string, key: match[2] as string };
}

/** S3's "no such key" says which execution, and how far it came. */
async function explained<Output>(execution: PipelineExecution, what: string, download: () => Promise<Output>): Promise<Output> {
  try {
    return await download();
  } catch (error) {
    if ((error as Error).name !== 'NoSuchKey') throw error;
    const steps = await execution.steps().catch(() => []);
    (error as Error).message =
      `The execution ${execution.name} has no ${what}: it came as far as ${steps.at(-1)?.stateName ?? 'its start'}`;
    throw error;
  }
}
