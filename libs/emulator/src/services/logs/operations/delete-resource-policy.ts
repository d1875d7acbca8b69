import type { DeleteResourcePolicyCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameter, resourceNotFound } from '../errors.ts';
import type { Policies } from '../resource-policies.ts';

/**
 * Deletes a resource policy of the region.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteResourcePolicy.html
 */
export function deleteResourcePolicy(policies: Policies): OperationHandler<DeleteResourcePolicyCommandInput, undefined> {
  return ({ policyName }, { region }) => {
    if (policyName === undefined) throw invalidParameter('policyName is required for policies of the account.');
    if (!policies.delete(`${region}:${policyName}`)) throw resourceNotFound(`Policy with name [${policyName}] does not exist`);
    return undefined;
  };
}
