import type { DescribeResourcePoliciesCommandInput, DescribeResourcePoliciesResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { OperationHandler } from '../../../core/service.ts';
import type { Policies } from '../resource-policies.ts';

/**
 * Lists the resource policies of the region.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeResourcePolicies.html
 */
export function describeResourcePolicies(
  policies: Policies,
): OperationHandler<DescribeResourcePoliciesCommandInput, DescribeResourcePoliciesResponse> {
  return (_input, { region }) => ({ resourcePolicies: policies.list({ prefix: `${region}:` }).map(({ value }) => value) });
}
