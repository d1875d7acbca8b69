import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { directoryObjectStore } from './directory-object-store.ts';
import type { ObjectStore } from './object-store.ts';

let path: string;
let store: ObjectStore;

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'stepmaker-store-'));
  mkdirSync(join(path, 'data', 'a'), { recursive: true });
  writeFileSync(join(path, 'data', 'a', 'b.csv'), 'b');
  writeFileSync(join(path, 'data', 'a.csv'), 'aa');
  writeFileSync(join(path, 'outside'), 'secret');
  store = directoryObjectStore({ data: join(path, 'data'), file: join(path, 'data', 'a.csv'), out: join(path, 'out') });
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

const keys = async (bucket: string, prefix = ''): Promise<string[]> =>
  (await Array.fromAsync(store.list(bucket, prefix))).map(({ key, size }) => `${key} ${size}`);

describe('a directory as a bucket', () => {
  it('lists its files in key order, by prefix', async () => {
    expect(await keys('data')).toEqual(['a.csv 2', 'a/b.csv 1']);
    expect(await keys('data', 'a/')).toEqual(['a/b.csv 1']);
    expect(await keys('out')).toEqual([]);
  });

  it('follows links, but not back to a directory above', async () => {
    symlinkSync(join(path, 'outside'), join(path, 'data', 'linked'));
    symlinkSync(join(path, 'data'), join(path, 'data', 'loop'));

    expect(await keys('data', 'l')).toEqual(['linked 6']);
  });

  it('reads and writes files', async () => {
    await store.putFile('out', 'deep/copy', join(path, 'data', 'a.csv'));

    expect(await text(await store.get('data', 'a/b.csv'))).toBe('b');
    expect(readFileSync(join(path, 'out', 'deep', 'copy'), 'utf8')).toBe('aa');
    expect(await store.size('out', 'deep/copy')).toBe(2);
    expect(await store.size('out', 'missing')).toBeUndefined();
  });

  it('refuses an unknown bucket, a missing key, and a key that leads out', async () => {
    await expect(keys('other')).rejects.toMatchObject({ name: 'ObjectStoreError', code: 'NoSuchBucket' });
    await expect(store.get('data', 'missing')).rejects.toMatchObject({ code: 'NoSuchKey' });
    await expect(store.get('data', '../outside')).rejects.toMatchObject({ code: 'AccessDenied' });
  });
});

describe('a file as a bucket', () => {
  it('has the file as its only object', async () => {
    expect(await keys('file')).toEqual(['a.csv 2']);
    expect(await text(await store.get('file', 'a.csv'))).toBe('aa');
  });
});
