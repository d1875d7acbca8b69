import type { DeleteTopicCommandInput } from '@aws-sdk/client-sns';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Store } from '../../../core/store.ts';
import type { TopicStore } from '../topic-store.ts';

/**
 * Deletes a topic and its subscriptions.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html
 */
export function deleteTopic(
  topicStore: TopicStore,
  store: Store,
): OperationHandler<Given<DeleteTopicCommandInput, 'TopicArn'>, undefined> {
  return ({ TopicArn }) => {
    store.transaction(() => {
      for (const { arn } of topicStore.subscriptionsOf(TopicArn)) topicStore.subscriptions.delete(arn);
      topicStore.topics.delete(TopicArn);
    });
    return undefined;
  };
}
