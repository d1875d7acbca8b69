import type { AssumeRoleCommandInput, AssumeRoleResponse } from '@aws-sdk/client-sts';
import { RolePolicies } from '../../../authorization/role-policies.ts';
import type { AccessKeys } from '../../../core/access-keys.ts';
import { AwsError } from '../../../core/aws-error.ts';
import { type AssumedRoleCaller, roleSession } from '../../../core/caller.ts';
import type { Given } from '../../../core/given.ts';
import type { Runtime } from '../../../core/runtime.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { tagsFromList } from '../../../core/tags.ts';
import { checkPolicyDocument, findRole, noSuchEntity } from '../../iam/port.ts';
import { mayAssume } from '../assume-decision.ts';
import { credentialsOf } from '../credentials.ts';
import { userIdOf } from '../user-id.ts';

/** Maximum size of an inline session policy, in characters. */
const SESSION_POLICY_LIMIT = 2048;

/**
 * Issues temporary keys for a session of a role that exists and trusts the caller.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function assumeRole(
  runtime: Runtime,
  keys: AccessKeys,
): OperationHandler<Given<AssumeRoleCommandInput, 'RoleArn' | 'RoleSessionName'>, AssumeRoleResponse> {
  const policies = new RolePolicies(runtime.roles);
  return (input, call) => {
    const { RoleArn, RoleSessionName, DurationSeconds = 3600, Tags = [] } = input;
    const role = findRole(runtime.store, RoleArn);
    if (role === undefined) throw denied(call, 'sts:AssumeRole', RoleArn);
    const actions = ['sts:AssumeRole', ...(Tags.length > 0 ? ['sts:TagSession'] : [])];
    for (const action of actions)
      if (!mayAssume(runtime, policies, role, action, input, call)) throw denied(call, action, RoleArn);
    const maxSeconds = call.caller.type === 'assumed-role' ? 3600 : role.maxSessionDuration;
    if (DurationSeconds > maxSeconds)
      throw new AwsError({
        code: 'ValidationError',
        message:
          maxSeconds < role.maxSessionDuration
            ? 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining'
            : 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      });
    const sessionPolicies = sessionPoliciesOf(runtime, input);
    const session: AssumedRoleCaller = {
      ...roleSession(role.arn, call.account, role.name, RoleSessionName),
      ...(sessionPolicies.length === 0 ? {} : { sessionPolicies }),
      ...(Tags.length === 0 ? {} : { tags: tagsFromList(Tags) }),
    };
    return {
      Credentials: credentialsOf(keys.issue(session, DurationSeconds)),
      AssumedRoleUser: { AssumedRoleId: userIdOf(session), Arn: session.arn },
      ...(sessionPolicies.length === 0 ? {} : { PackedPolicySize: packedSize(sessionPolicies) }),
    };
  };
}

/** The policies that a session is limited to, as JSON. @throws AwsError `MalformedPolicyDocument`, `NoSuchEntity` */
function sessionPoliciesOf({ roles }: Runtime, { Policy, PolicyArns = [] }: AssumeRoleCommandInput): string[] {
  if (Policy !== undefined) {
    if (Policy.length > SESSION_POLICY_LIMIT)
      throw new AwsError({
        code: 'ValidationError',
        message: `1 validation error detected: Value at 'policy' failed to satisfy constraint: Member must have length less than or equal to ${SESSION_POLICY_LIMIT}`,
      });
    checkPolicyDocument(Policy);
  }
  const managed = PolicyArns.map(({ arn = '' }) => {
    const document = roles.managedPolicy(arn);
    if (document === undefined) throw noSuchEntity(`Policy ${arn} was not found.`);
    return document;
  });
  return [...(Policy === undefined ? [] : [Policy]), ...managed];
}

/** Share of the room for session policies that is used, in percent. */
function packedSize(sessionPolicies: readonly string[]): number {
  return Math.min(100, Math.ceil((sessionPolicies.join('').length / SESSION_POLICY_LIMIT) * 100));
}

function denied({ caller }: Call, action: string, roleArn: string): AwsError {
  return new AwsError({
    code: 'AccessDenied',
    message: `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${roleArn}`,
    httpStatus: 403,
  });
}
