import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandOutput,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { startTestEmulator, type TestEmulator } from './test-emulator.ts';

/** A bucket of each test's own, on an emulator of the test file's. */
export interface BucketFixture {
  readonly running: TestEmulator;
  readonly s3: S3Client;
  readonly Bucket: string;
  put(key: string, body: string | Uint8Array, more?: object): Promise<PutObjectCommandOutput>;
  /** An object's bytes as text. */
  text(key: string, more?: object): Promise<string | undefined>;
  keys(more?: object): Promise<(string | undefined)[] | undefined>;
  /** How many files of objects the data directory holds. */
  filesLeft(): number;
}

/** Registers the hooks that make them. Read the members within tests only. */
export function useBucket(): BucketFixture {
  let running: TestEmulator;
  let s3: S3Client;
  let buckets = 0;

  beforeAll(async () => {
    running = await startTestEmulator();
    s3 = new S3Client(running.client);
  });

  afterAll(() => running[Symbol.asyncDispose]());

  beforeEach(async () => {
    buckets += 1;
    await s3.send(new CreateBucketCommand({ Bucket: fixture.Bucket }));
  });

  const fixture: BucketFixture = {
    get running() {
      return running;
    },
    get s3() {
      return s3;
    },
    get Bucket() {
      return `bucket-${buckets}`;
    },
    put: (Key, Body, more = {}) => s3.send(new PutObjectCommand({ Bucket: fixture.Bucket, Key, Body, ...more })),
    text: async (Key, more = {}) =>
      (await s3.send(new GetObjectCommand({ Bucket: fixture.Bucket, Key, ...more }))).Body?.transformToString(),
    keys: async (more = {}) =>
      (await s3.send(new ListObjectsV2Command({ Bucket: fixture.Bucket, ...more }))).Contents?.map(({ Key }) => Key),
    filesLeft: () =>
      readdirSync(join(running.emulator.dataDir, 's3/objects'), { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
      ).length,
  };
  return fixture;
}
