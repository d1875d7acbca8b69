import { AwsError } from '../../core/aws-error.ts';
import type { Runtime } from '../../core/runtime.ts';
import { deliver } from '../../delivery/deliver.ts';
import { DeliveryQueue } from '../../delivery/delivery-queue.ts';
import type { Bucket } from './bucket-store.ts';
import type { ObjectNews } from './object-events.ts';

interface Target {
  readonly Id?: string;
  readonly Events?: readonly string[];
  readonly Filter?: { readonly Key?: { readonly FilterRules?: readonly { readonly Name?: string; readonly Value?: string }[] } };
  readonly TopicArn?: string;
  readonly QueueArn?: string;
  readonly LambdaFunctionArn?: string;
}

/** A bucket's notification configuration, in the API's shape. */
export interface NotificationConfiguration {
  readonly TopicConfigurations?: readonly Target[];
  readonly QueueConfigurations?: readonly Target[];
  readonly LambdaFunctionConfigurations?: readonly Target[];
  readonly EventBridgeConfiguration?: object;
}

interface Sending {
  readonly target: string;
  readonly region: string;
  readonly bucketArn: string;
  readonly payload: string;
}

/** The events of S3 that come about here; others are kept and never happen. */
const NAMES: Readonly<Record<string, string>> = {
  CompleteMultipartUpload: 'ObjectCreated:CompleteMultipartUpload',
  CopyObject: 'ObjectCreated:Copy',
  PutObject: 'ObjectCreated:Put',
};

const DAY_MILLIS = 86_400_000;

/**
 * Sends events of a bucket's objects to the topics, queues and functions in its configuration.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html
 */
export class BucketNotifications {
  readonly #runtime: Runtime;
  readonly #queue: DeliveryQueue<Sending>;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    this.#queue = new DeliveryQueue<Sending>(runtime, {
      collection: 's3.notification',
      send: ({ target, region, bucketArn, payload }) =>
        deliver(runtime, {
          target,
          payload,
          region,
          principal: 's3.amazonaws.com',
          sourceArn: bucketArn,
          subject: 'Amazon S3 Notification',
        }),
      retries: () => ({ attempts: 50, ageMillis: DAY_MILLIS }),
      giveUp: ({ target, bucketArn }, error) =>
        runtime.log('warn', `S3 could not notify ${target} of an object of ${bucketArn}: ${(error as Error).message}`),
    });
  }

  start(): void {
    this.#queue.start();
  }

  async stop(): Promise<void> {
    await this.#queue.stop();
  }

  notify(bucket: Bucket, news: ObjectNews, bucketArn: string): void {
    const configuration = bucket.configuration['notification'] as NotificationConfiguration | undefined;
    if (configuration === undefined) return;
    const { deletionType, reason, key } = news;
    const name =
      deletionType === undefined
        ? (NAMES[reason] ?? 'ObjectCreated:Put')
        : deletionType === 'Delete Marker Created'
          ? 'ObjectRemoved:DeleteMarkerCreated'
          : 'ObjectRemoved:Delete';
    for (const target of targetsOf(configuration)) {
      if (!wants(target, name, key)) continue;
      this.#queue.add({
        target: arnOf(target),
        region: bucket.region,
        bucketArn,
        payload: JSON.stringify({ Records: [this.#record(bucket, news, bucketArn, name, target)] }),
      });
    }
  }

  #record(bucket: Bucket, news: ObjectNews, bucketArn: string, eventName: string, { Id }: Target): object {
    const { key, size, etag, versionId } = news;
    const now = this.#runtime.clock.now();
    return {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: bucket.region,
      eventTime: new Date(now).toISOString(),
      eventName,
      userIdentity: { principalId: `AWS:${this.#runtime.account}` },
      requestParameters: { sourceIPAddress: '127.0.0.1' },
      responseElements: {},
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: Id ?? '',
        bucket: { name: bucket.name, ownerIdentity: { principalId: this.#runtime.account }, arn: bucketArn },
        object: {
          key: encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/'),
          ...(size === undefined ? {} : { size }),
          ...(etag === undefined ? {} : { eTag: etag }),
          ...(bucket.versioning === undefined ? {} : { versionId }),
          sequencer: `00${now.toString(16).toUpperCase()}`,
        },
      },
    };
  }
}

/** @throws AwsError `InvalidArgument` for a destination or an event that S3 does not have */
export function checkNotifications(value: unknown): unknown {
  for (const target of targetsOf(value as NotificationConfiguration)) {
    const arn = arnOf(target);
    if (!/^arn:[\w-]+:(?:sns|sqs|lambda):[\w-]+:\d{12}:.+$/u.test(arn)) throw invalid('The ARN is not well formed');
    const unknown = (target.Events ?? []).find((event) => !/^s3:[A-Za-z]+:(?:\*|[A-Za-z:*]+)$|^s3:[A-Za-z]+$/u.test(event));
    if (unknown !== undefined || (target.Events ?? []).length === 0)
      throw invalid('A specified event is not supported for notifications.');
  }
  return value;
}

function targetsOf({
  TopicConfigurations = [],
  QueueConfigurations = [],
  LambdaFunctionConfigurations = [],
}: NotificationConfiguration): readonly Target[] {
  return [...TopicConfigurations, ...QueueConfigurations, ...LambdaFunctionConfigurations];
}

function arnOf({ TopicArn, QueueArn, LambdaFunctionArn }: Target): string {
  return TopicArn ?? QueueArn ?? LambdaFunctionArn ?? '';
}

function wants({ Events = [], Filter }: Target, name: string, key: string): boolean {
  const isMeant = Events.some((event) => {
    const pattern = event.replace(/^s3:/u, '');
    return pattern === name || (pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1)));
  });
  const rules = Filter?.Key?.FilterRules ?? [];
  return (
    isMeant &&
    rules.every(({ Name = '', Value = '' }) => (Name.toLowerCase() === 'prefix' ? key.startsWith(Value) : key.endsWith(Value)))
  );
}

function invalid(message: string): AwsError {
  return new AwsError({ code: 'InvalidArgument', message });
}
