import type { GetCallerIdentityCommandInput, GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { OperationHandler } from '../../../core/service.ts';
import { userIdOf } from '../user-id.ts';

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const getCallerIdentity: OperationHandler<GetCallerIdentityCommandInput, GetCallerIdentityResponse> = (
  _input,
  { caller },
) => ({
  UserId: userIdOf(caller),
  Account: caller.account,
  Arn: caller.arn,
});
