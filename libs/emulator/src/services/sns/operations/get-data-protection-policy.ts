import type { GetDataProtectionPolicyInput, GetDataProtectionPolicyResponse } from '@aws-sdk/client-sns';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { TopicStore } from '../topic-store.ts';

/**
 * Returns the data protection policy of a topic: always none.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_GetDataProtectionPolicy.html
 */
export function getDataProtectionPolicy(
  store: TopicStore,
): OperationHandler<Given<GetDataProtectionPolicyInput, 'ResourceArn'>, GetDataProtectionPolicyResponse> {
  return ({ ResourceArn }) => {
    store.topic(ResourceArn);
    return {};
  };
}
