import type { PublishBatchCommandInput, PublishBatchResponse } from '@aws-sdk/client-sns';
import { AwsError } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { publishMessage } from '../publication.ts';
import type { Sns } from '../sns.ts';

/**
 * Sends up to ten messages to a topic's subscriptions, each one accepted or rejected by itself.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html
 */
export function publishBatch(
  sns: Sns,
): OperationHandler<Given<PublishBatchCommandInput, 'TopicArn' | 'PublishBatchRequestEntries'>, PublishBatchResponse> {
  return ({ TopicArn, PublishBatchRequestEntries }) => {
    const topic = sns.store.topic(TopicArn);
    if (PublishBatchRequestEntries.length === 0)
      throw batchError('EmptyBatchRequest', "The batch request doesn't contain any entries.");
    if (PublishBatchRequestEntries.length > 10)
      throw batchError('TooManyEntriesInBatchRequest', 'The batch request contains more entries than permissible.');
    const ids = new Set(PublishBatchRequestEntries.map(({ Id }) => Id));
    if (ids.size < PublishBatchRequestEntries.length)
      throw batchError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
    const Successful: PublishBatchResponse['Successful'] = [];
    const Failed: PublishBatchResponse['Failed'] = [];
    for (const entry of PublishBatchRequestEntries) {
      try {
        Successful.push({ Id: entry.Id, ...publishMessage(sns, topic, entry) });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        Failed.push({ Id: entry.Id, Code: error.code, Message: error.message, SenderFault: error.fault === 'client' });
      }
    }
    return { Successful, Failed };
  };
}

function batchError(code: string, message: string): AwsError {
  return new AwsError({ code, message });
}
