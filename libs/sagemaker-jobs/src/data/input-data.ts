import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, posix } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { ContainerError } from '../container/container-error.ts';
import { pathWithin } from '../container/job-directory.ts';
import type { ObjectStore } from './object-store.ts';
import { parseS3Uri, type S3Uri } from './s3-uri.ts';

/** An input of a container, in the words of `S3DataSource` and `ProcessingS3Input`. */
export interface InputData {
  readonly S3Uri: string;
  readonly S3DataType: 'S3Prefix' | 'ManifestFile';
}

/** Number of objects that are fetched at once. */
const CONCURRENCY = 16;

/**
 * Downloads an input into a directory, as SageMaker's File mode does.
 *
 * Of `s3://bucket/a/b` the object `a/b/c.csv` becomes `c.csv`, the object `a/b` itself becomes `b`, and `a/bc.csv` becomes `bc.csv`.
 *
 * @returns the number of objects
 * @throws ContainerError for a malformed manifest, or a key that leads out of the directory
 * @throws ObjectStoreError where the store refuses
 */
export async function downloadInput(
  store: ObjectStore,
  { S3Uri: uri, S3DataType }: InputData,
  directory: string,
): Promise<number> {
  const source = s3Uri(uri);
  await mkdir(directory, { recursive: true });
  const files = S3DataType === 'ManifestFile' ? await manifestFiles(store, source, uri) : prefixFiles(store, source);
  return fetchAll(store, files, directory, uri);
}

interface FileToFetch {
  readonly bucket: string;
  readonly key: string;
  readonly name: string;
}

async function* prefixFiles(store: ObjectStore, { bucket, key: prefix }: S3Uri): AsyncGenerator<FileToFetch> {
  const parent = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  for await (const { key } of store.list(bucket, prefix)) {
    const name = key.startsWith(`${prefix}/`) ? key.slice(prefix.length + 1) : key.slice(parent.length);
    yield { bucket, key, name };
  }
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_S3DataSource.html */
async function manifestFiles(store: ObjectStore, { bucket, key }: S3Uri, uri: string): Promise<FileToFetch[]> {
  const malformed = new ContainerError(`ClientError: The manifest ${uri} must be a JSON list of a prefix and relative keys`);
  let manifest: unknown;
  try {
    manifest = JSON.parse(await text(await store.get(bucket, key)));
  } catch (error) {
    throw error instanceof SyntaxError ? malformed : error;
  }
  const [head, ...names] = Array.isArray(manifest) ? (manifest as unknown[]) : [];
  const prefix = parseS3Uri(String((head as { prefix?: unknown } | undefined)?.prefix));
  if (prefix === undefined) throw malformed;
  return names.map((name) => {
    if (typeof name !== 'string') throw malformed;
    return { bucket: prefix.bucket, key: prefix.key + name, name };
  });
}

async function fetchAll(
  store: ObjectStore,
  files: AsyncIterable<FileToFetch> | Iterable<FileToFetch>,
  directory: string,
  uri: string,
): Promise<number> {
  const underWay = new Set<Promise<void>>();
  const made = new Set<string>([directory]);
  let count = 0;
  for await (const { bucket, key, name } of files) {
    count += 1;
    if (name === '' || name.endsWith('/')) continue;
    const path = pathWithin(directory, posix.join('.', name));
    if (path === undefined)
      throw new ContainerError(`ClientError: Data download failed: the key ${key} of ${uri} leads out of its channel`);
    const parent = dirname(path);
    if (!made.has(parent)) {
      await mkdir(parent, { recursive: true });
      made.add(parent);
    }
    const fetching = store.get(bucket, key).then((body) => pipeline(body, createWriteStream(path)));
    const done = fetching.finally(() => underWay.delete(done));
    done.catch(() => {}); // seen by the race or the end below, which may come after the failure
    underWay.add(done);
    if (underWay.size >= CONCURRENCY) await Promise.race(underWay);
  }
  await Promise.all(underWay);
  return count;
}

function s3Uri(uri: string): S3Uri {
  const parsed = parseS3Uri(uri);
  if (parsed === undefined) throw new ContainerError(`ClientError: ${uri} is not an S3 URI`);
  return parsed;
}
