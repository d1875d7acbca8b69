import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ContainerError } from '../container/container-error.ts';
import type { ObjectStore } from './object-store.ts';
import { parseS3Uri } from './s3-uri.ts';

/** Number of files that are uploaded at once. */
const CONCURRENCY = 16;

/** A file below a directory. `name` is relative, with `/`. */
export interface FileBelow {
  readonly name: string;
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
}

/** The regular files below a directory, sorted by name. Symbolic links are not followed. Empty where the directory is missing. */
export async function filesBelow(directory: string, prefix = ''): Promise<FileBelow[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const files: FileBelow[] = [];
  for (const entry of entries) {
    const path = join(directory, entry.name);
    const name = prefix + entry.name;
    if (entry.isDirectory()) files.push(...(await filesBelow(path, `${name}/`)));
    else if (entry.isFile()) {
      const { size, mode } = await lstat(path);
      files.push({ name, path, size, mode: mode & 0o777 });
    }
  }
  return files;
}

/** Uploads the files below a directory under an S3 prefix, as `EndOfJob` does. @returns the number of files */
export async function uploadOutput(store: ObjectStore, directory: string, uri: string): Promise<number> {
  const target = parseS3Uri(uri);
  if (target === undefined) throw new ContainerError(`ClientError: ${uri} is not an S3 URI`);
  const prefix = target.key === '' || target.key.endsWith('/') ? target.key : `${target.key}/`;
  const files = await filesBelow(directory);
  for (let first = 0; first < files.length; first += CONCURRENCY) {
    const some = files.slice(first, first + CONCURRENCY);
    await Promise.all(some.map(({ name, path }) => store.putFile(target.bucket, prefix + name, path)));
  }
  return files.length;
}
