import type { AssumeRoleCommandInput, AssumeRoleResponse } from '@aws-sdk/client-sts';
import type { AccessKeys } from '../../../core/access-keys.ts';
import { roleSession } from '../../../core/aws.ts';
import { AwsError } from '../../../core/aws-error.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import type { Store } from '../../../core/store.ts';
import { trustsAccountCaller } from '../../../core/trust-policy.ts';
import { findRole } from '../../iam/role-store.ts';
import { credentialsOf } from '../credentials.ts';
import { roleIdOf } from '../user-id.ts';

/**
 * Hands out a session of a role that exists and trusts the caller.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function assumeRole(store: Store, keys: AccessKeys): OperationHandler<AssumeRoleCommandInput, AssumeRoleResponse> {
  return ({ RoleArn = '', RoleSessionName = '', DurationSeconds = 3600 }, call) => {
    const role = findRole(store, RoleArn);
    if (role === undefined || !trustsAccountCaller(role.trustPolicy, call.account, callerArns(call))) throw denied(call, RoleArn);
    const longest = call.caller.type === 'assumed-role' ? 3600 : role.maxSessionDuration;
    if (DurationSeconds > longest)
      throw new AwsError({
        code: 'ValidationError',
        message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      });
    const session = roleSession(role.arn, call.account, role.name, RoleSessionName);
    return {
      Credentials: credentialsOf(keys.issue(session, DurationSeconds)),
      AssumedRoleUser: { AssumedRoleId: `${roleIdOf(role.arn)}:${RoleSessionName}`, Arn: session.arn },
    };
  };
}

function callerArns({ caller }: Call): string[] {
  return caller.type === 'assumed-role' ? [caller.arn, caller.roleArn] : [caller.arn];
}

function denied({ caller }: Call, roleArn: string): AwsError {
  return new AwsError({
    code: 'AccessDenied',
    message: `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    httpStatus: 403,
  });
}
