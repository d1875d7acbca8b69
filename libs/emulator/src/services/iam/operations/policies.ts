import type {
  CreatePolicyCommandInput,
  CreatePolicyResponse,
  CreatePolicyVersionCommandInput,
  CreatePolicyVersionResponse,
  DeletePolicyCommandInput,
  DeletePolicyVersionCommandInput,
  GetPolicyCommandInput,
  GetPolicyResponse,
  GetPolicyVersionCommandInput,
  GetPolicyVersionResponse,
  ListEntitiesForPolicyCommandInput,
  ListEntitiesForPolicyResponse,
  ListPoliciesCommandInput,
  ListPoliciesResponse,
  ListPolicyVersionsCommandInput,
  ListPolicyVersionsResponse,
  Policy as PolicyShape,
  SetDefaultPolicyVersionCommandInput,
} from '@aws-sdk/client-iam';
import { base32 } from '../../../core/access-keys.ts';
import { notServed } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { deleteConflict, entityAlreadyExists, limitExceeded, noSuchEntity } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { pageOf } from '../page.ts';
import { checkManagedPolicy } from '../policy-document.ts';
import { isAwsManaged, type ManagedPolicy, type PolicyVersion } from '../policy-store.ts';
import type { Role } from '../role-store.ts';
import { withTags } from '../tags.ts';

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export function createPolicy(iam: Iam): OperationHandler<CreatePolicyCommandInput, CreatePolicyResponse> {
  return ({ PolicyName = '', Path = '/', PolicyDocument = '', Description, Tags = [] }) => {
    const arn = `arn:${iam.partition}:iam::${iam.account}:policy${Path}${PolicyName}`;
    if (iam.policies.list().some(({ value }) => value.name.toLowerCase() === PolicyName.toLowerCase()))
      throw entityAlreadyExists(`A policy called ${PolicyName} already exists. Duplicate names are not allowed.`);
    checkManagedPolicy(PolicyDocument);
    const now = iam.clock.now();
    const policy: ManagedPolicy = {
      name: PolicyName,
      arn,
      id: `ANPA${base32(17)}`,
      path: Path,
      ...(Description !== undefined && { description: Description }),
      defaultVersion: 'v1',
      versions: [{ id: 'v1', document: PolicyDocument, createdAt: now }],
      nextVersion: 2,
      tags: withTags([], Tags),
      createdAt: now,
      updatedAt: now,
    };
    iam.policies.put(arn, policy);
    return { Policy: policyShape(iam, policy) };
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
export function getPolicy(iam: Iam): OperationHandler<GetPolicyCommandInput, GetPolicyResponse> {
  return ({ PolicyArn = '' }) => {
    if (isAwsManaged(PolicyArn)) throw notServed(`IAM GetPolicy of a policy that AWS manages (${PolicyArn})`);
    const policy = find(iam, PolicyArn);
    return { Policy: { ...policyShape(iam, policy), Description: policy.description, Tags: [...policy.tags] } };
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html */
export function listPolicies(iam: Iam): OperationHandler<ListPoliciesCommandInput, ListPoliciesResponse> {
  return ({ Scope = 'All', OnlyAttached, PathPrefix = '/', ...paging }) => {
    if (Scope === 'AWS') throw notServed('IAM ListPolicies with Scope AWS');
    const all = iam.policies.list().map(({ value }) => policyShape(iam, value));
    const found = all.filter(
      ({ Path, AttachmentCount }) => Path?.startsWith(PathPrefix) === true && (OnlyAttached !== true || AttachmentCount !== 0),
    );
    const { page, ...rest } = pageOf(found, paging);
    return { Policies: page, ...rest };
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html */
export function deletePolicy(iam: Iam): OperationHandler<DeletePolicyCommandInput, undefined> {
  return ({ PolicyArn = '' }) => {
    const policy = find(iam, PolicyArn);
    if (policy.versions.length > 1)
      throw deleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
    if (attachedTo(iam, PolicyArn).length > 0) throw deleteConflict('Cannot delete a policy attached to entities.');
    iam.policies.delete(PolicyArn);
    return undefined;
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html */
export function listEntitiesForPolicy(
  iam: Iam,
): OperationHandler<ListEntitiesForPolicyCommandInput, ListEntitiesForPolicyResponse> {
  return ({ PolicyArn = '', ...paging }) => {
    if (!isAwsManaged(PolicyArn)) find(iam, PolicyArn);
    const { page, ...rest } = pageOf(attachedTo(iam, PolicyArn), paging);
    return {
      PolicyRoles: page.map(({ name, id }) => ({ RoleName: name, RoleId: id })),
      PolicyGroups: [],
      PolicyUsers: [],
      ...rest,
    };
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html */
export function createPolicyVersion(iam: Iam): OperationHandler<CreatePolicyVersionCommandInput, CreatePolicyVersionResponse> {
  return ({ PolicyArn = '', PolicyDocument = '', SetAsDefault = false }) => {
    const policy = find(iam, PolicyArn);
    checkManagedPolicy(PolicyDocument);
    if (policy.versions.length >= 5)
      throw limitExceeded(
        'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
      );
    const now = iam.clock.now();
    const version: PolicyVersion = { id: `v${policy.nextVersion}`, document: PolicyDocument, createdAt: now };
    const changed = {
      ...policy,
      versions: [...policy.versions, version],
      nextVersion: policy.nextVersion + 1,
      defaultVersion: SetAsDefault ? version.id : policy.defaultVersion,
      updatedAt: now,
    };
    iam.policies.put(PolicyArn, changed);
    return { PolicyVersion: { VersionId: version.id, IsDefaultVersion: SetAsDefault, CreateDate: new Date(now) } };
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html */
export function getPolicyVersion(iam: Iam): OperationHandler<GetPolicyVersionCommandInput, GetPolicyVersionResponse> {
  return ({ PolicyArn = '', VersionId = '' }) => {
    if (isAwsManaged(PolicyArn)) throw notServed(`IAM GetPolicyVersion of a policy that AWS manages (${PolicyArn})`);
    const policy = find(iam, PolicyArn);
    const { id, document, createdAt } = findVersion(policy, VersionId);
    return {
      PolicyVersion: {
        Document: encodeURIComponent(document),
        VersionId: id,
        IsDefaultVersion: id === policy.defaultVersion,
        CreateDate: new Date(createdAt),
      },
    };
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html */
export function listPolicyVersions(iam: Iam): OperationHandler<ListPolicyVersionsCommandInput, ListPolicyVersionsResponse> {
  return ({ PolicyArn = '', ...paging }) => {
    const policy = find(iam, PolicyArn);
    const { page, ...rest } = pageOf(policy.versions.toReversed(), paging);
    return {
      Versions: page.map(({ id, createdAt }) => ({
        VersionId: id,
        IsDefaultVersion: id === policy.defaultVersion,
        CreateDate: new Date(createdAt),
      })),
      ...rest,
    };
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html */
export function setDefaultPolicyVersion(iam: Iam): OperationHandler<SetDefaultPolicyVersionCommandInput, undefined> {
  return ({ PolicyArn = '', VersionId = '' }) => {
    const policy = find(iam, PolicyArn);
    iam.policies.put(PolicyArn, { ...policy, defaultVersion: findVersion(policy, VersionId).id, updatedAt: iam.clock.now() });
    return undefined;
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html */
export function deletePolicyVersion(iam: Iam): OperationHandler<DeletePolicyVersionCommandInput, undefined> {
  return ({ PolicyArn = '', VersionId = '' }) => {
    const policy = find(iam, PolicyArn);
    if (findVersion(policy, VersionId).id === policy.defaultVersion)
      throw deleteConflict('Cannot delete the default version of a policy.');
    iam.policies.put(PolicyArn, { ...policy, versions: policy.versions.filter(({ id }) => id !== VersionId) });
    return undefined;
  };
}

/** The customer managed policy with this ARN. @throws AwsError `NoSuchEntity` */
export function find({ policies }: Iam, arn: string): ManagedPolicy {
  const policy = policies.get(arn);
  if (policy === undefined) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
}

function findVersion({ arn, versions }: ManagedPolicy, id: string): PolicyVersion {
  const version = versions.find((candidate) => candidate.id === id);
  if (version === undefined) throw noSuchEntity(`Policy ${arn} version ${id} does not exist or is not attachable.`);
  return version;
}

function attachedTo({ roles }: Iam, arn: string): Role[] {
  return roles.list().flatMap(({ value }) => (value.attachedPolicies.includes(arn) ? [value] : []));
}

function policyShape(iam: Iam, policy: ManagedPolicy): PolicyShape {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: attachedTo(iam, policy.arn).length,
    PermissionsBoundaryUsageCount: iam.roles.list().filter(({ value }) => value.permissionsBoundary === policy.arn).length,
    IsAttachable: true,
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(policy.updatedAt),
  };
}
