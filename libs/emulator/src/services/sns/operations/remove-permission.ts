import type { RemovePermissionInput } from '@aws-sdk/client-sns';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { notFound } from '../errors.ts';
import { policyOf, type TopicPolicy, writePolicy } from '../topic-policy.ts';
import type { TopicStore } from '../topic-store.ts';

/**
 * Removes a statement from a topic's policy.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_RemovePermission.html
 */
export function removePermission(
  store: TopicStore,
): OperationHandler<Given<RemovePermissionInput, 'TopicArn' | 'Label'>, undefined> {
  return ({ TopicArn, Label }) => {
    const topic = store.topic(TopicArn);
    const policy = JSON.parse(policyOf(topic)) as TopicPolicy;
    const kept = policy.Statement.filter(({ Sid }) => Sid !== Label);
    if (kept.length === policy.Statement.length) throw notFound('Statement');
    writePolicy(store, topic, { ...policy, Statement: kept });
  };
}
