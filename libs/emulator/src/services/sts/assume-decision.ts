import type { AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import { compilePolicyText, evaluate } from '@stepmaker/iam-policy';
import { callContext } from '../../authorization/call-context.ts';
import type { RolePolicies } from '../../authorization/role-policies.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Call } from '../../core/service.ts';
import { tagsFromList } from '../../core/tags.ts';
import type { Role } from '../iam/port.ts';

/**
 * Whether a caller may assume a role: the role's trust policy must say so, and where it names the caller's account only, a policy of the
 * caller's own, too.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user.html
 */
export function mayAssume(
  runtime: Runtime,
  policies: RolePolicies,
  role: Role,
  action: string,
  input: AssumeRoleCommandInput,
  { caller, region, account, service, operation }: Call,
): boolean {
  const session = caller.type === 'assumed-role' ? policies.of(caller) : undefined;
  const { ExternalId, RoleSessionName, SourceIdentity, TransitiveTagKeys } = input;
  const context = callContext(runtime.catalogue, {
    caller,
    region,
    account,
    now: runtime.clock.now(),
    resource: role.arn,
    extra: {
      'sts:externalid': ExternalId,
      'sts:rolesessionname': RoleSessionName,
      'sts:sourceidentity': SourceIdentity,
      'sts:transitivetagkeys': TransitiveTagKeys,
    },
    call: { service, operation, input: { ...input } },
    resourceTags: () => tagsFromList(role.tags),
    principalTags: () => session?.tags ?? {},
  });
  const decision = evaluate(
    { principal: caller, action, resource: role.arn, context },
    { ...session, resource: compilePolicyText(role.trustPolicy) },
    { resourcePolicyDecides: true },
  );
  if (caller.type === 'assumed-role')
    runtime.onAuthorization?.({ roleArn: caller.roleArn, action, resource: role.arn, allowed: decision.allowed });
  return decision.allowed;
}
