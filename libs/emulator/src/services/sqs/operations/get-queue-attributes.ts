import type { GetQueueAttributesCommandInput, GetQueueAttributesResult } from '@aws-sdk/client-sqs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { refused } from '../errors.ts';
import { allAttributes, SETTABLE } from '../queue-attributes.ts';
import type { Queues } from '../queues.ts';

/**
 * Returns the attributes of a queue, with the number of its messages.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
 */
export function getQueueAttributes(
  queues: Queues,
): OperationHandler<Given<GetQueueAttributesCommandInput, 'QueueUrl'>, GetQueueAttributesResult> {
  return ({ QueueUrl, AttributeNames = [] }, { region }) => {
    const names: readonly string[] = AttributeNames;
    const queue = queues.store.byUrl(region, QueueUrl);
    const all = allAttributes(queues, queue);
    const unknown = names.find((name) => name !== 'All' && !(name in all) && !(name in SETTABLE));
    if (unknown !== undefined) throw refused('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
    const wanted = Object.entries(all).filter(([name]) => names.includes('All') || names.includes(name));
    return wanted.length === 0 ? {} : { Attributes: Object.fromEntries(wanted) };
  };
}
