import type { CreateRoleCommandInput, CreateRoleResponse } from '@aws-sdk/client-iam';
import { globalArn } from '../../../core/arn.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { mergeTags, tagList, tagsFromList } from '../../../core/tags.ts';
import { entityAlreadyExists } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { checkTrustPolicy } from '../policy-document.ts';
import { requirePolicy } from '../require-policy.ts';
import { roleIdOf } from '../role-id.ts';
import { roleShape } from '../role-shape.ts';
import type { Role } from '../role-store.ts';
import { TAG_RULES } from '../tag-stores.ts';

/**
 * Creates a role with its trust policy.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export function createRole(
  iam: Iam,
): OperationHandler<Given<CreateRoleCommandInput, 'RoleName' | 'AssumeRolePolicyDocument'>, CreateRoleResponse> {
  return (input) => {
    const { RoleName, Path = '/', AssumeRolePolicyDocument, Description, PermissionsBoundary } = input;
    if (iam.roles.get(RoleName) !== undefined) throw entityAlreadyExists(`Role with name ${RoleName} already exists.`);
    checkTrustPolicy(AssumeRolePolicyDocument, iam.store, iam.account);
    if (PermissionsBoundary !== undefined) requirePolicy(iam, PermissionsBoundary);
    const arn = globalArn('iam', iam, `role${Path}${RoleName}`);
    const role: Role = {
      name: RoleName,
      arn,
      id: roleIdOf(arn),
      path: Path,
      trustPolicy: AssumeRolePolicyDocument,
      ...(Description !== undefined && { description: Description }),
      maxSessionDuration: input.MaxSessionDuration ?? 3600,
      ...(PermissionsBoundary !== undefined && { permissionsBoundary: PermissionsBoundary }),
      inlinePolicies: {},
      attachedPolicies: [],
      tags: tagList(mergeTags({}, tagsFromList(input.Tags), TAG_RULES)),
      createdAt: iam.clock.now(),
    };
    iam.roles.put(RoleName, role);
    return { Role: roleShape(role) };
  };
}
