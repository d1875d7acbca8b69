import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { s3Arn } from '../../core/arn.ts';
import type { Clock } from '../../core/clock.ts';
import { partitionOf } from '../../core/partition.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Store } from '../../core/store.ts';
import { BucketNotifications } from './bucket-notifications.ts';
import { type Bucket, BucketStore } from './bucket-store.ts';
import { ObjectEncryption } from './object-encryption.ts';
import { type ObjectNews, publishObjectEvent } from './object-events.ts';
import { ObjectFiles } from './object-files.ts';
import { ObjectStore, s3Database } from './object-store.ts';
import { UploadStore } from './upload-store.ts';

/** Dependencies of S3's operations. */
export interface S3 {
  readonly store: Store;
  readonly clock: Clock;
  readonly buckets: BucketStore;
  readonly objects: ObjectStore;
  readonly uploads: UploadStore;
  readonly files: ObjectFiles;
  readonly encryption: ObjectEncryption;
  readonly notifications: BucketNotifications;
  /** Sends an event of an object to the targets in the configuration of its bucket. */
  readonly notify: (bucket: Bucket, news: ObjectNews) => void;
}

/** Opens what S3 keeps. */
export function openS3(runtime: Runtime): S3 {
  const { store, clock, dataDir, events, account } = runtime;
  const notifications = new BucketNotifications(runtime);
  const database = s3Database(store);
  return {
    store,
    clock,
    buckets: new BucketStore(store),
    objects: new ObjectStore(database),
    uploads: new UploadStore(database),
    files: new ObjectFiles(join(dataDir, 's3')),
    encryption: new ObjectEncryption(runtime),
    notifications,
    notify: (bucket, news) => {
      if (bucket.configuration['notification'] === undefined) return;
      publishObjectEvent(bucket, news, { events, account, now: clock.now() });
      notifications.notify(bucket, news, s3Arn(partitionOf(bucket.region), bucket.name));
    },
  };
}

/** An id of a version or an upload: 32 letters and digits that cannot be guessed. */
export function randomId(): string {
  return randomBytes(24).toString('base64url').replaceAll(/[-_]/gu, 'x');
}

/** The canonical user that owns the buckets of an account. */
export function ownerOf(account: string): { ID: string; DisplayName?: string } {
  return { ID: createHash('sha256').update(account).digest('hex') };
}
