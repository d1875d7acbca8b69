import { AwsError } from '../../core/aws-error.ts';
import { isJson } from '../../core/json.ts';
import { refused } from './errors.ts';
import { DEFAULTS, keyOf, MAX_DELAY_SECONDS, type Queue } from './queue-store.ts';
import type { Queues } from './queues.ts';

/** Attributes that can be set, with their limits where they are numbers. */
export const SETTABLE: Readonly<Record<string, readonly [number, number] | undefined>> = {
  ContentBasedDeduplication: undefined,
  DeduplicationScope: undefined,
  DelaySeconds: [0, MAX_DELAY_SECONDS],
  FifoQueue: undefined,
  FifoThroughputLimit: undefined,
  KmsDataKeyReusePeriodSeconds: [60, 86_400],
  KmsMasterKeyId: undefined,
  MaximumMessageSize: [1024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  Policy: undefined,
  ReceiveMessageWaitTimeSeconds: [0, 20],
  RedriveAllowPolicy: undefined,
  RedrivePolicy: undefined,
  SqsManagedSseEnabled: undefined,
  VisibilityTimeout: [0, 43_200],
};

/** Attributes of a queue by their names. */
export interface Attributes {
  readonly [name: string]: string;
}

/** The attributes of a queue: those that were set, the defaults of the others, and the number of its messages. */
export function allAttributes(queues: Queues, queue: Queue): Attributes {
  const now = queues.runtime.clock.now();
  const messages = queues.messages.list(keyOf(queue));
  const hidden = messages.filter(({ visibleAt }) => visibleAt > now);
  const inFlight = hidden.filter(({ receives }) => receives > 0).length;
  const isEncrypted = queue.attributes['KmsMasterKeyId'] !== undefined;
  return {
    ...DEFAULTS,
    ...(isEncrypted ? { KmsDataKeyReusePeriodSeconds: '300', SqsManagedSseEnabled: 'false' } : { SqsManagedSseEnabled: 'true' }),
    ...(queue.fifo ? { ContentBasedDeduplication: 'false', DeduplicationScope: 'queue', FifoThroughputLimit: 'perQueue' } : {}),
    ...queue.attributes,
    ApproximateNumberOfMessages: String(messages.length - hidden.length),
    ApproximateNumberOfMessagesDelayed: String(hidden.length - inFlight),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.changedAt / 1000)),
    QueueArn: queue.arn,
  };
}

/** Checks attributes to be set. @throws AwsError `InvalidAttributeName`, `InvalidAttributeValue` */
export function checkAttributes(attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (!(name in SETTABLE)) throw refused('InvalidAttributeName', `Unknown Attribute ${name}.`);
    const limits = SETTABLE[name];
    const number = Number(value);
    const isWrong = limits !== undefined && (!Number.isInteger(number) || number < limits[0] || number > limits[1]);
    if (isWrong || (/Policy$/u.test(name) && !isJson(value || '{}')))
      throw new AwsError({ code: 'InvalidAttributeValue', message: `Invalid value for the parameter ${name}.` });
  }
}
