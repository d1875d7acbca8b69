import { S3 } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeStackAws } from '../test/fake-stack-aws.ts';
import { emptyBucket } from './empty-bucket.ts';
import type { Progress } from './progress.ts';

/** A file that CloudTrail delivers. */
const LATE_FILE = { key: 'AWSLogs/1/late.json.gz', versionId: 'v', isMarker: false };
const PAUSE_MILLIS = 15_000;

let aws: FakeStackAws;
let s3: S3;

beforeEach(async () => {
  aws = await FakeStackAws.start();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  s3 = new S3({ endpoint: aws.url, region: 'us-east-1', credentials, forcePathStyle: true });
});

afterEach(async () => {
  s3.destroy();
  await aws[Symbol.asyncDispose]();
});

describe('emptyBucket, of a bucket to which AWS delivers files', () => {
  it('deletes files that arrive within 75 seconds after the bucket was emptied', async () => {
    aws.versions = [{ key: 'access/early', versionId: 'v', isMarker: false }];
    const progress: Progress = { Done: {}, EndpointNames: [] };
    let time = 0;
    const pause = async (): Promise<void> => {
      time += PAUSE_MILLIS;
      if (time <= 60_000) aws.versions?.push(LATE_FILE);
    };

    const left = await emptyBucket(s3, 'logs', { pause, isOver: () => false, now: () => time, lateMillis: 0 }, progress, 75_000);

    expect(left).toEqual([]);
    expect(time).toBe(75_000);
    expect(aws.versions).toEqual([]);
    expect(progress.Done).toEqual({ DeleteObjectVersion: 5 });
  });

  it('returns what is left at once when the time is up', async () => {
    aws.versions = [LATE_FILE];
    const pause = (): Promise<never> => Promise.reject(new Error('no time to wait'));

    const progress: Progress = { Done: {}, EndpointNames: [] };

    const left = await emptyBucket(s3, 'logs', { pause, isOver: () => true, now: () => 0, lateMillis: 0 }, progress, 75_000);

    expect(left).toEqual(['objects in logs']);
  });
});
