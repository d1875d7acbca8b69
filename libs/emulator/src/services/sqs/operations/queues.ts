import { AwsError } from '../../../core/aws-error.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { invalidParameter, queueDoesNotExist, refused } from '../errors.ts';
import { DEFAULTS, keyOf, type Queue } from '../queue-store.ts';
import type { Queues } from '../queues.ts';

/** Attributes that can be set, with their limits where they are numbers. */
const SETTABLE: Readonly<Record<string, readonly [number, number] | undefined>> = {
  ContentBasedDeduplication: undefined,
  DeduplicationScope: undefined,
  DelaySeconds: [0, 900],
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

interface Attributes {
  readonly [name: string]: string;
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
export function createQueue(
  queues: Queues,
): OperationHandler<{ QueueName?: string; Attributes?: Attributes; tags?: Attributes }> {
  return ({ QueueName: name = '', Attributes = {}, tags = {} }, { region, partition, account }) => {
    const fifo = Attributes['FifoQueue'] === 'true';
    if (!/^[\w-]{1,80}$/u.test(fifo ? name.replace(/\.fifo$/u, '') : name) || name.length > 80)
      throw invalidParameter('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
    if (fifo !== name.endsWith('.fifo'))
      throw invalidParameter(
        'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
      );
    check(Attributes);
    const existing = queues.store.find(region, name);
    if (existing !== undefined) {
      const other = Object.entries(Attributes).find(([key, value]) => (existing.attributes[key] ?? DEFAULTS[key]) !== value);
      if (other !== undefined)
        throw refused(
          'QueueNameExists',
          `A queue already exists with the same name and a different value for attribute ${other[0]}`,
          'QueueAlreadyExists',
        );
      return { QueueUrl: existing.url };
    }
    const now = queues.runtime.clock.now();
    queues.store.put({
      name,
      region,
      arn: `arn:${partition}:sqs:${region}:${account}:${name}`,
      url: queues.store.urlOf(name),
      fifo,
      attributes: Attributes,
      tags,
      createdAt: now,
      changedAt: now,
    });
    return { QueueUrl: queues.store.urlOf(name) };
  };
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html */
export function deleteQueue(queues: Queues): OperationHandler<{ QueueUrl?: string }> {
  return ({ QueueUrl }, { region }) => {
    const queue = queues.store.byUrl(region, QueueUrl);
    queues.runtime.store.transaction(() => {
      queues.messages.purge(keyOf(queue));
      queues.store.delete(queue);
    });
  };
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html */
export function getQueueUrl(queues: Queues): OperationHandler<{ QueueName?: string }> {
  return ({ QueueName = '' }, { region }) => {
    const queue = queues.store.find(region, QueueName);
    if (queue === undefined) throw queueDoesNotExist();
    return { QueueUrl: queue.url };
  };
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html */
export function listQueues(
  queues: Queues,
): OperationHandler<{ QueueNamePrefix?: string; MaxResults?: number; NextToken?: string }> {
  return ({ QueueNamePrefix = '', MaxResults = 1000, NextToken = '' }, { region }) => {
    const found = queues.store.list(region, QueueNamePrefix).filter(({ name }) => name > NextToken);
    const page = found.slice(0, MaxResults);
    return {
      ...(page.length === 0 ? {} : { QueueUrls: page.map(({ url }) => url) }),
      ...(page.length < found.length ? { NextToken: page.at(-1)?.name } : {}),
    };
  };
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export function getQueueAttributes(queues: Queues): OperationHandler<{ QueueUrl?: string; AttributeNames?: readonly string[] }> {
  return ({ QueueUrl, AttributeNames = [] }, { region }) => {
    const queue = queues.store.byUrl(region, QueueUrl);
    const all = allAttributes(queues, queue);
    const unknown = AttributeNames.find((name) => name !== 'All' && !(name in all) && !(name in SETTABLE));
    if (unknown !== undefined) throw refused('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
    const wanted = Object.entries(all).filter(([name]) => AttributeNames.includes('All') || AttributeNames.includes(name));
    return wanted.length === 0 ? {} : { Attributes: Object.fromEntries(wanted) };
  };
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export function setQueueAttributes(queues: Queues): OperationHandler<{ QueueUrl?: string; Attributes?: Attributes }> {
  return ({ QueueUrl, Attributes = {} }, { region }) => {
    const queue = queues.store.byUrl(region, QueueUrl);
    check(Attributes);
    const attributes = Object.fromEntries(
      Object.entries({ ...queue.attributes, ...Attributes }).filter(([, value]) => value !== ''),
    );
    queues.store.put({ ...queue, attributes, changedAt: queues.runtime.clock.now() });
  };
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html */
export function purgeQueue(queues: Queues): OperationHandler<{ QueueUrl?: string }> {
  return ({ QueueUrl }, { region }) => {
    queues.messages.purge(keyOf(queues.store.byUrl(region, QueueUrl)));
  };
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html */
export function listDeadLetterSourceQueues(queues: Queues): OperationHandler<{ QueueUrl?: string }> {
  return ({ QueueUrl }, { region }) => {
    const { arn } = queues.store.byUrl(region, QueueUrl);
    const sources = queues.store.list(region).filter(({ attributes }) => attributes['RedrivePolicy']?.includes(`"${arn}"`));
    return { queueUrls: sources.map(({ url }) => url) };
  };
}

/** TagQueue, UntagQueue and ListQueueTags. @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_TagQueue.html */
export function tagOperations(queues: Queues): Record<'TagQueue' | 'UntagQueue' | 'ListQueueTags', OperationHandler> {
  const queueOf = (input: { QueueUrl?: string }, call: Call): Queue => queues.store.byUrl(call.region, input.QueueUrl);
  return {
    TagQueue: (input: { QueueUrl?: string; Tags?: Attributes }, call) => {
      const queue = queueOf(input, call);
      queues.store.put({ ...queue, tags: { ...queue.tags, ...input.Tags } });
    },
    UntagQueue: (input: { QueueUrl?: string; TagKeys?: readonly string[] }, call) => {
      const queue = queueOf(input, call);
      const kept = Object.entries(queue.tags).filter(([key]) => !input.TagKeys?.includes(key));
      queues.store.put({ ...queue, tags: Object.fromEntries(kept) });
    },
    ListQueueTags: (input: { QueueUrl?: string }, call) => {
      const { tags } = queueOf(input, call);
      return Object.keys(tags).length === 0 ? {} : { Tags: tags };
    },
  };
}

/** AddPermission and RemovePermission. @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html */
export function permissionOperations(queues: Queues): Record<'AddPermission' | 'RemovePermission', OperationHandler> {
  const statementsOf = (queue: Queue): { Sid?: string }[] =>
    (JSON.parse(queue.attributes['Policy'] || '{}') as { Statement?: { Sid?: string }[] }).Statement ?? [];
  const write = (queue: Queue, statements: readonly object[]): void => {
    const { Policy: _former, ...attributes } = queue.attributes;
    const policy = { Version: '2012-10-17', Id: `${queue.arn}/SQSDefaultPolicy`, Statement: statements };
    queues.store.put({
      ...queue,
      attributes: statements.length === 0 ? attributes : { ...attributes, Policy: JSON.stringify(policy) },
    });
  };
  return {
    AddPermission: (
      input: { QueueUrl?: string; Label?: string; AWSAccountIds?: string[]; Actions?: string[] },
      { region, partition },
    ) => {
      const queue = queues.store.byUrl(region, input.QueueUrl);
      write(queue, [
        ...statementsOf(queue),
        {
          Sid: input.Label,
          Effect: 'Allow',
          Principal: { AWS: (input.AWSAccountIds ?? []).map((id) => `arn:${partition}:iam::${id}:root`) },
          Action: (input.Actions ?? []).map((action) => `SQS:${action}`),
          Resource: queue.arn,
        },
      ]);
    },
    RemovePermission: (input: { QueueUrl?: string; Label?: string }, { region }) => {
      const queue = queues.store.byUrl(region, input.QueueUrl);
      write(
        queue,
        statementsOf(queue).filter(({ Sid }) => Sid !== input.Label),
      );
    },
  };
}

function allAttributes(queues: Queues, queue: Queue): Attributes {
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

function check(attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (!(name in SETTABLE)) throw refused('InvalidAttributeName', `Unknown Attribute ${name}.`);
    const limits = SETTABLE[name];
    const number = Number(value);
    const isWrong = limits !== undefined && (!Number.isInteger(number) || number < limits[0] || number > limits[1]);
    if (isWrong || (/Policy$/u.test(name) && !isJson(value)))
      throw new AwsError({ code: 'InvalidAttributeValue', message: `Invalid value for the parameter ${name}.` });
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text === '' ? '{}' : text);
    return true;
  } catch {
    return false;
  }
}
