import type { PutResourcePolicyCommandInput, PutResourcePolicyResponse } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError, notServed } from '../../../core/aws-error.ts';
import type { Clock } from '../../../core/clock.ts';
import { isJson } from '../../../core/json.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import type { Policies } from '../resource-policies.ts';

/** The most resource policies that a region of an account can have. */
const MAX_POLICIES = 10;

/**
 * Creates or replaces a resource policy of the region.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html
 */
export function putResourcePolicy(
  policies: Policies,
  clock: Clock,
): OperationHandler<PutResourcePolicyCommandInput, PutResourcePolicyResponse> {
  return ({ policyName, policyDocument, resourceArn, expectedRevisionId }, { region }) => {
    if (resourceArn !== undefined || expectedRevisionId !== undefined)
      throw notServed('The policy of a single log group (PutResourcePolicy with resourceArn)');
    if (policyName === undefined) throw invalidParameter('policyName is required for policies of the account.');
    if (policyDocument === undefined || !isJson(policyDocument)) throw invalidParameter('The policyDocument is not valid JSON.');
    const key = `${region}:${policyName}`;
    if (policies.get(key) === undefined && policies.list({ prefix: `${region}:` }).length >= MAX_POLICIES)
      throw new AwsError({ code: 'LimitExceededException', message: 'Resource limit exceeded.' });
    const policy = { policyName, policyDocument, lastUpdatedTime: clock.now() };
    policies.put(key, policy);
    return { resourcePolicy: policy };
  };
}
