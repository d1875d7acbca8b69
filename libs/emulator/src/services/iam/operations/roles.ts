import type {
  CreateRoleCommandInput,
  CreateRoleResponse,
  DeleteRoleCommandInput,
  GetRoleCommandInput,
  GetRoleResponse,
  ListRolesCommandInput,
  ListRolesResponse,
  PutRolePermissionsBoundaryCommandInput,
  Role as RoleShape,
  UpdateAssumeRolePolicyCommandInput,
  UpdateRoleCommandInput,
  UpdateRoleDescriptionCommandInput,
  UpdateRoleDescriptionResponse,
} from '@aws-sdk/client-iam';
import type { OperationHandler } from '../../../core/service.ts';
import { roleIdOf } from '../../sts/user-id.ts';
import { deleteConflict, entityAlreadyExists } from '../errors.ts';
import { getRole, type Iam } from '../iam.ts';
import { pageOf } from '../page.ts';
import { checkTrustPolicy } from '../policy-document.ts';
import { requirePolicy } from '../require-policy.ts';
import type { Role } from '../role-store.ts';
import { withTags } from '../tags.ts';

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export function createRole(iam: Iam): OperationHandler<CreateRoleCommandInput, CreateRoleResponse> {
  return (input) => {
    const { RoleName = '', Path = '/', AssumeRolePolicyDocument = '', Description, PermissionsBoundary } = input;
    if (iam.roles.get(RoleName) !== undefined) throw entityAlreadyExists(`Role with name ${RoleName} already exists.`);
    checkTrustPolicy(AssumeRolePolicyDocument, iam.store, iam.account);
    if (PermissionsBoundary !== undefined) requirePolicy(iam, PermissionsBoundary);
    const arn = `arn:${iam.partition}:iam::${iam.account}:role${Path}${RoleName}`;
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
      tags: withTags([], input.Tags ?? []),
      createdAt: iam.clock.now(),
    };
    iam.roles.put(RoleName, role);
    return { Role: roleShape(role) };
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export function getRoleOperation(iam: Iam): OperationHandler<GetRoleCommandInput, GetRoleResponse> {
  return ({ RoleName }) => ({ Role: { ...roleShape(getRole(iam, RoleName)), RoleLastUsed: {} } });
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export function listRoles(iam: Iam): OperationHandler<ListRolesCommandInput, ListRolesResponse> {
  return ({ PathPrefix = '/', ...paging }) => {
    const roles = iam.roles.list().filter(({ value }) => value.path.startsWith(PathPrefix));
    const { page, ...rest } = pageOf(roles, paging);
    return {
      Roles: page.map(({ value }) => {
        const { Tags: _tags, PermissionsBoundary: _boundary, ...shape } = roleShape(value);
        return shape;
      }),
      ...rest,
    };
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html */
export function deleteRole(iam: Iam): OperationHandler<DeleteRoleCommandInput, undefined> {
  return ({ RoleName }) => {
    const role = getRole(iam, RoleName);
    if (role.attachedPolicies.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
    if (Object.keys(role.inlinePolicies).length > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
    iam.roles.delete(role.name);
    return undefined;
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html */
export function updateRole(iam: Iam): OperationHandler<UpdateRoleCommandInput, object> {
  return ({ RoleName, Description, MaxSessionDuration }) => {
    const role = getRole(iam, RoleName);
    iam.roles.put(role.name, {
      ...role,
      ...(Description !== undefined && { description: Description }),
      ...(MaxSessionDuration !== undefined && { maxSessionDuration: MaxSessionDuration }),
    });
    return {};
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html */
export function updateRoleDescription(
  iam: Iam,
): OperationHandler<UpdateRoleDescriptionCommandInput, UpdateRoleDescriptionResponse> {
  return ({ RoleName, Description = '' }) => {
    const role = { ...getRole(iam, RoleName), description: Description };
    iam.roles.put(role.name, role);
    return { Role: roleShape(role) };
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
export function updateAssumeRolePolicy(iam: Iam): OperationHandler<UpdateAssumeRolePolicyCommandInput, undefined> {
  return ({ RoleName, PolicyDocument = '' }) => {
    const role = getRole(iam, RoleName);
    checkTrustPolicy(PolicyDocument, iam.store, iam.account);
    iam.roles.put(role.name, { ...role, trustPolicy: PolicyDocument });
    return undefined;
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html */
export function putRolePermissionsBoundary(iam: Iam): OperationHandler<PutRolePermissionsBoundaryCommandInput, undefined> {
  return ({ RoleName, PermissionsBoundary = '' }) => {
    const role = getRole(iam, RoleName);
    requirePolicy(iam, PermissionsBoundary);
    iam.roles.put(role.name, { ...role, permissionsBoundary: PermissionsBoundary });
    return undefined;
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html */
export function deleteRolePermissionsBoundary(iam: Iam): OperationHandler<DeleteRoleCommandInput, undefined> {
  return ({ RoleName }) => {
    const { permissionsBoundary: _gone, ...role } = getRole(iam, RoleName);
    iam.roles.put(role.name, role);
    return undefined;
  };
}

/** A role as IAM's API has it; policies travel percent-encoded. */
function roleShape(role: Role): RoleShape {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(Math.floor(role.createdAt / 1000) * 1000),
    AssumeRolePolicyDocument: encodeURIComponent(role.trustPolicy),
    Description: role.description,
    MaxSessionDuration: role.maxSessionDuration,
    ...(role.permissionsBoundary !== undefined && {
      PermissionsBoundary: {
        PermissionsBoundaryType: 'Policy' as 'PermissionsBoundaryPolicy',
        PermissionsBoundaryArn: role.permissionsBoundary,
      },
    }),
    ...(role.tags.length > 0 && { Tags: [...role.tags] }),
  };
}
