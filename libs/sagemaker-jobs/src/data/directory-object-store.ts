import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { type ObjectStore, ObjectStoreError, type StoredObject } from './object-store.ts';

/**
 * An object store over local files. Each bucket is a directory, whose files are the objects, or one file, which is the only object.
 * Links are followed.
 *
 * @param buckets the path of each bucket. A bucket that is written to is a directory, and need not exist
 * @example
 * const store = directoryObjectStore({ data: './houses' });
 * await store.get('data', 'train/part-1.csv'); // reads ./houses/train/part-1.csv
 */
export function directoryObjectStore(buckets: Readonly<Record<string, string>>): ObjectStore {
  const rootOf = (bucket: string): string => {
    const path = buckets[bucket];
    if (path === undefined) throw new ObjectStoreError('NoSuchBucket', `Unknown bucket ${bucket}`);
    return resolve(path);
  };

  const pathOf = async (bucket: string, key: string): Promise<string> => {
    const root = rootOf(bucket);
    if (key === basename(root) && (await sizeOf(root)) !== undefined) return root;
    const path = resolve(root, key);
    if (!path.startsWith(root + sep)) throw new ObjectStoreError('AccessDenied', `The key ${key} leads out of ${root}`);
    return path;
  };

  return {
    async *list(bucket, prefix) {
      const root = rootOf(bucket);
      const size = await sizeOf(root);
      const objects = size === undefined ? await objectsBelow(root, '', new Set()) : [{ key: basename(root), size }];
      objects.sort((a, b) => (a.key < b.key ? -1 : 1));
      for (const object of objects) if (object.key.startsWith(prefix)) yield object;
    },

    async get(bucket, key) {
      const path = await pathOf(bucket, key);
      if ((await sizeOf(path)) === undefined) throw new ObjectStoreError('NoSuchKey', `No such file: ${path}`);
      return createReadStream(path);
    },

    size: async (bucket, key) => sizeOf(await pathOf(bucket, key)),

    async putFile(bucket, key, path) {
      const target = await pathOf(bucket, key);
      await mkdir(dirname(target), { recursive: true });
      await copyFile(path, target);
    },
  };
}

/** The size of a file, in bytes; undefined where the path is missing or a directory. */
async function sizeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? found.size : undefined;
}

/** All files below a directory. A link back to a directory above is skipped. */
async function objectsBelow(directory: string, prefix: string, above: ReadonlySet<string>): Promise<StoredObject[]> {
  const real = await realpath(directory).catch(() => undefined);
  if (real === undefined || above.has(real)) return [];
  const objects: StoredObject[] = [];
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    const size = await sizeOf(path);
    if (size !== undefined) objects.push({ key: prefix + name, size });
    else if ((await stat(path).catch(() => undefined))?.isDirectory())
      objects.push(...(await objectsBelow(path, `${prefix}${name}/`, new Set([...above, real]))));
  }
  return objects;
}
