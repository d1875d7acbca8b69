import type { GetPolicyRequest, GetPolicyResponse } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { resourceNotFound } from '../errors.ts';
import { locatePolicy } from '../function-policy.ts';
import type { Functions } from '../functions.ts';

/**
 * Returns the policy of a function, version or alias.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html
 */
export function getPolicy(functions: Functions): OperationHandler<Given<GetPolicyRequest, 'FunctionName'>, GetPolicyResponse> {
  return (input, call) => {
    const { key } = locatePolicy(functions, input.FunctionName, input.Qualifier, call);
    const policy = functions.store.policies.get(key);
    if (!policy) throw resourceNotFound('The resource you requested does not exist.');
    const document = { Version: '2012-10-17', Id: 'default', Statement: policy.statements };
    return { Policy: JSON.stringify(document), RevisionId: policy.revisionId };
  };
}
