import type { CreateQueueCommandInput, CreateQueueResult } from '@aws-sdk/client-sqs';
import { arn } from '../../../core/arn.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameter, refused } from '../errors.ts';
import { checkAttributes } from '../queue-attributes.ts';
import { DEFAULTS } from '../queue-store.ts';
import type { Queues } from '../queues.ts';

/**
 * Creates a queue, or returns the one that exists with the same attributes.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
 */
export function createQueue(queues: Queues): OperationHandler<Given<CreateQueueCommandInput, 'QueueName'>, CreateQueueResult> {
  return ({ QueueName: name, Attributes = {}, tags = {} }, call) => {
    const { region } = call;
    const fifo = Attributes['FifoQueue'] === 'true';
    if (!/^[\w-]{1,80}$/u.test(fifo ? name.replace(/\.fifo$/u, '') : name) || name.length > 80)
      throw invalidParameter('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
    if (fifo !== name.endsWith('.fifo'))
      throw invalidParameter(
        'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
      );
    checkAttributes(Attributes);
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
      arn: arn('sqs', call, name),
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
