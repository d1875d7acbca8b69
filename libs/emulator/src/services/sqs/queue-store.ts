import { lastPart, parseArn } from '../../core/arn.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Collection } from '../../core/store.ts';
import { queueDoesNotExist } from './errors.ts';

/** A queue as it is kept, by region and name. */
export interface Queue {
  readonly name: string;
  readonly region: string;
  readonly arn: string;
  readonly url: string;
  readonly fifo: boolean;
  /** Attributes that were set; {@link DEFAULTS} hold for the others. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly changedAt: number;
}

/** Longest delay of a queue or a message, in seconds. */
export const MAX_DELAY_SECONDS = 900;

/** Default attributes of a queue. Times are in seconds. */
export const DEFAULTS: Readonly<Record<string, string>> = {
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  VisibilityTimeout: '30',
};

/** The queues of all regions. */
export class QueueStore {
  readonly #queues: Collection<Queue>;
  readonly #runtime: Runtime;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    this.#queues = runtime.store.collection('sqs.queue');
  }

  find(region: string, name: string): Queue | undefined {
    const queue = this.#queues.get(`${region}:${name}`);
    // The server may have been on another port when the queue was made.
    return queue && { ...queue, url: this.urlOf(name) };
  }

  /** The queue of a URL: its name is the last part. @throws AwsError `QueueDoesNotExist` */
  byUrl(region: string, url: string): Queue {
    const queue = this.find(region, lastPart(url));
    if (queue === undefined) throw queueDoesNotExist();
    return queue;
  }

  byArn(arn: string): Queue | undefined {
    const parsed = parseArn(arn);
    return parsed && this.find(parsed.region, parsed.resource);
  }

  put(queue: Queue): void {
    this.#queues.put(keyOf(queue), queue);
  }

  delete(queue: Queue): void {
    this.#queues.delete(keyOf(queue));
  }

  list(region: string, prefix = ''): Queue[] {
    return this.#queues.list({ prefix: `${region}:${prefix}` }).map(({ value }) => ({ ...value, url: this.urlOf(value.name) }));
  }

  urlOf(name: string): string {
    return `${this.#runtime.endpointUrl}/${this.#runtime.account}/${name}`;
  }
}

/** Key of a queue's messages in the store. */
export function keyOf({ region, name }: Pick<Queue, 'region' | 'name'>): string {
  return `${region}:${name}`;
}

/** An attribute that is a number. */
export function numberOf({ attributes }: Queue, name: string): number {
  return Number(attributes[name] ?? DEFAULTS[name] ?? 0);
}
