import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ContainerError } from '../container/container-error.ts';
import { downloadInput } from './input-data.ts';
import type { ObjectStore } from './object-store.ts';
import { filesBelow } from './output-data.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stepmaker-input-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A bucket in memory. */
function storeOf(objects: Readonly<Record<string, string>>): ObjectStore {
  return {
    async *list(_bucket, prefix) {
      for (const [key, text] of Object.entries(objects)) if (key.startsWith(prefix)) yield { key, size: text.length };
    },
    get: async (_bucket, key) => Readable.from([objects[key] ?? '']),
    size: async (_bucket, key) => objects[key]?.length,
    putFile: async () => {},
  };
}

const names = async (): Promise<string[]> => (await filesBelow(directory)).map(({ name }) => name);

describe('an input of type S3Prefix', () => {
  const store = storeOf({ 'data/': '', 'data/train/a.csv': 'a', 'data/train/b/c.csv': 'c', 'data/train.csv': 't' });

  it.each([
    ['s3://bucket/data/train/', ['a.csv', 'b/c.csv']],
    ['s3://bucket/data/train', ['a.csv', 'b/c.csv', 'train.csv']],
    ['s3://bucket/data/train.csv', ['train.csv']],
    ['s3://bucket/data/train/a', ['a.csv']],
    ['s3://bucket', ['data/train.csv', 'data/train/a.csv', 'data/train/b/c.csv']],
    ['s3://bucket/nothing', []],
  ])('downloads %s as %j', async (S3Uri, expected) => {
    await downloadInput(store, { S3Uri, S3DataType: 'S3Prefix' }, directory);

    expect((await names()).sort()).toEqual([...expected].sort());
  });

  it('writes nothing outside of its directory', async () => {
    const hostile = storeOf({ 'data/../../../outside.csv': 'x' });
    const channel = join(directory, 'channel');

    const download = downloadInput(hostile, { S3Uri: 's3://bucket/data/', S3DataType: 'S3Prefix' }, channel);

    await expect(download).rejects.toThrow(ContainerError);
    expect(existsSync(join(directory, '..', 'outside.csv'))).toBe(false);
  });
});

describe('an input of type ManifestFile', () => {
  it('downloads what the manifest lists', async () => {
    const store = storeOf({
      manifest: JSON.stringify([{ prefix: 's3://bucket/data/' }, 'a.csv', 'deep/b.csv']),
      'data/a.csv': 'a',
      'data/deep/b.csv': 'b',
      'data/other.csv': 'o',
    });

    const count = await downloadInput(store, { S3Uri: 's3://bucket/manifest', S3DataType: 'ManifestFile' }, directory);

    expect(count).toBe(2);
    expect(readFileSync(join(directory, 'deep', 'b.csv'), 'utf8')).toBe('b');
    expect(await names()).toEqual(['a.csv', 'deep/b.csv']);
  });

  it('rejects a manifest that is not a list', async () => {
    const store = storeOf({ manifest: '{"prefix": 1}' });

    const download = downloadInput(store, { S3Uri: 's3://bucket/manifest', S3DataType: 'ManifestFile' }, directory);

    await expect(download).rejects.toThrow('must be a JSON list');
  });
});
