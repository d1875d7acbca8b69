import type { SetQueueAttributesCommandInput } from '@aws-sdk/client-sqs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { checkAttributes } from '../queue-attributes.ts';
import type { Queues } from '../queues.ts';

/**
 * Sets attributes of a queue; an empty value removes one.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
export function setQueueAttributes(
  queues: Queues,
): OperationHandler<Given<SetQueueAttributesCommandInput, 'QueueUrl' | 'Attributes'>, undefined> {
  return ({ QueueUrl, Attributes }, { region }) => {
    const queue = queues.store.byUrl(region, QueueUrl);
    checkAttributes(Attributes);
    const attributes = Object.fromEntries(
      Object.entries({ ...queue.attributes, ...Attributes }).filter(([, value]) => value !== ''),
    );
    queues.store.put({ ...queue, attributes, changedAt: queues.runtime.clock.now() });
  };
}
