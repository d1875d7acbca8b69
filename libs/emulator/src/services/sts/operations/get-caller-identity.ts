import type { GetCallerIdentityCommandInput, GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { OperationHandler } from '../../../core/service.ts';
import { userIdOf } from '../user-id.ts';

/**
 * Returns who calls: the root of the account or the session of a role.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function getCallerIdentity(): OperationHandler<GetCallerIdentityCommandInput, GetCallerIdentityResponse> {
  return (_input, { caller }) => ({ UserId: userIdOf(caller), Account: caller.account, Arn: caller.arn });
}
