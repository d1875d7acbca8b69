import type { GetSessionTokenCommandInput, GetSessionTokenResponse } from '@aws-sdk/client-sts';
import type { AccessKeys } from '../../../core/access-keys.ts';
import { AwsError } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { credentialsOf } from '../credentials.ts';

/**
 * Issues temporary keys of the account's root.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export function getSessionToken(keys: AccessKeys): OperationHandler<GetSessionTokenCommandInput, GetSessionTokenResponse> {
  return ({ DurationSeconds }, { caller }) => {
    if (caller.type === 'assumed-role')
      throw new AwsError({
        code: 'AccessDenied',
        message: 'Cannot call GetSessionToken with session credentials',
        httpStatus: 403,
      });
    // A root user's session lasts an hour at most.
    return { Credentials: credentialsOf(keys.issue(caller, Math.min(DurationSeconds ?? 3600, 3600))) };
  };
}
