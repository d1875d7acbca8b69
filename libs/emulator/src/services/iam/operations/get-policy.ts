import type { GetPolicyCommandInput, GetPolicyResponse } from '@aws-sdk/client-iam';
import { notServed } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { allRoles, type Iam } from '../iam.ts';
import { managedPolicy } from '../managed-policy.ts';
import { policyShape } from '../policy-shape.ts';
import { isAwsManaged } from '../policy-store.ts';

/**
 * Returns a customer managed policy without its document.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html
 */
export function getPolicy(iam: Iam): OperationHandler<Given<GetPolicyCommandInput, 'PolicyArn'>, GetPolicyResponse> {
  return ({ PolicyArn }) => {
    if (isAwsManaged(PolicyArn)) throw notServed(`IAM GetPolicy of a policy that AWS manages (${PolicyArn})`);
    const policy = managedPolicy(iam, PolicyArn);
    return { Policy: { ...policyShape(policy, allRoles(iam)), Description: policy.description, Tags: [...policy.tags] } };
  };
}
