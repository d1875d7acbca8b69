import { randomBytes } from 'node:crypto';
import { s3Arn } from '../../core/arn.ts';
import { partitionOf } from '../../core/partition.ts';
import type { ServiceEvents } from '../../core/service-events.ts';
import type { Bucket } from './bucket-store.ts';

/** Event of an object. */
export interface ObjectNews {
  readonly key: string;
  readonly size?: number;
  readonly etag?: string;
  readonly versionId: string;
  /** The operation: `PutObject`, `CompleteMultipartUpload`, `CopyObject`, `DeleteObject`. */
  readonly reason: string;
  readonly deletionType?: 'Permanently Deleted' | 'Delete Marker Created';
}

/** Context of an event of S3. */
export interface EventPorts {
  readonly events: ServiceEvents;
  readonly account: string;
  readonly now: number;
}

/**
 * Publishes an event of an object to EventBridge, where the configuration of its bucket enables it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
 */
export function publishObjectEvent(bucket: Bucket, news: ObjectNews, { events, account, now }: EventPorts): void {
  const notification = bucket.configuration['notification'] as { EventBridgeConfiguration?: object } | undefined;
  if (!events.heard || notification?.EventBridgeConfiguration === undefined) return;
  const { key, size, etag, versionId, reason, deletionType } = news;
  const partition = partitionOf(bucket.region);
  events.publish({
    source: 'aws.s3',
    detailType: deletionType === undefined ? 'Object Created' : 'Object Deleted',
    region: bucket.region,
    account,
    resources: [s3Arn(partition, bucket.name)],
    time: now,
    detail: () => ({
      version: '0',
      bucket: { name: bucket.name },
      object: {
        key,
        ...(size === undefined ? {} : { size }),
        ...(etag === undefined ? {} : { etag }),
        ...(bucket.versioning === undefined ? {} : { 'version-id': versionId }),
        sequencer: sequencer(now),
      },
      'request-id': randomBytes(8).toString('hex').toUpperCase(),
      requester: account,
      'source-ip-address': '127.0.0.1',
      reason,
      ...(deletionType === undefined ? {} : { 'deletion-type': deletionType }),
    }),
  });
}

/** A sequencer: later events have greater ones. */
function sequencer(now: number): string {
  return `00${now.toString(16).toUpperCase()}${randomBytes(3).toString('hex').toUpperCase()}`;
}
