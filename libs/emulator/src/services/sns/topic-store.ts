import type { Collection, Store } from '../../core/store.ts';
import { notFound } from './errors.ts';

/** A topic as it is kept, by its ARN. */
export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  readonly account: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** A subscription as it is kept, by its ARN. */
export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly account: string;
  readonly protocol: 'email' | 'email-json' | 'http' | 'https' | 'lambda' | 'sqs';
  readonly endpoint: string;
  /** Attributes that were set, e.g. `FilterPolicy`. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Confirmation token of a pending subscription. */
  readonly token?: string;
}

/** Topics and subscriptions. */
export class TopicStore {
  readonly topics: Collection<Topic>;
  readonly subscriptions: Collection<Subscription>;

  constructor(store: Store) {
    this.topics = store.collection('sns.topic');
    this.subscriptions = store.collection('sns.subscription');
  }

  /** @throws AwsError `NotFound` */
  topic(arn: string): Topic {
    const topic = this.topics.get(arn);
    if (topic === undefined) throw notFound('Topic');
    return topic;
  }

  /** @throws AwsError `NotFound` */
  subscription(arn: string): Subscription {
    const subscription = this.subscriptions.get(arn);
    if (subscription === undefined) throw notFound('Subscription');
    return subscription;
  }

  /** A topic's subscriptions: their ARNs are the topic's with an id after it. */
  subscriptionsOf(topicArn: string): Subscription[] {
    return this.subscriptions.list({ prefix: `${topicArn}:` }).map(({ value }) => value);
  }
}
