import type {
  AttachRolePolicyCommandInput,
  DeleteRolePolicyCommandInput,
  GetRolePolicyCommandInput,
  GetRolePolicyResponse,
  ListAttachedRolePoliciesCommandInput,
  ListAttachedRolePoliciesResponse,
  ListRolePoliciesCommandInput,
  ListRolePoliciesResponse,
  PutRolePolicyCommandInput,
} from '@aws-sdk/client-iam';
import type { OperationHandler } from '../../../core/service.ts';
import { limitExceeded, noSuchEntity } from '../errors.ts';
import { getRole, type Iam } from '../iam.ts';
import { pageOf } from '../page.ts';
import { checkPolicyDocument } from '../policy-document.ts';
import { requirePolicy } from '../require-policy.ts';

/** How much room a role's inline policies have together, in characters without white space. */
const INLINE_LIMIT = 10_240;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export function putRolePolicy(iam: Iam): OperationHandler<PutRolePolicyCommandInput, undefined> {
  return ({ RoleName, PolicyName = '', PolicyDocument = '' }) => {
    const role = getRole(iam, RoleName);
    checkPolicyDocument(PolicyDocument);
    const inlinePolicies = { ...role.inlinePolicies, [PolicyName]: PolicyDocument };
    const size = Object.values(inlinePolicies).reduce((sum, text) => sum + text.replaceAll(/\s/gu, '').length, 0);
    if (size > INLINE_LIMIT) throw limitExceeded(`Maximum policy size of ${INLINE_LIMIT} bytes exceeded for role ${role.name}`);
    iam.roles.put(role.name, { ...role, inlinePolicies });
    return undefined;
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export function getRolePolicy(iam: Iam): OperationHandler<GetRolePolicyCommandInput, GetRolePolicyResponse> {
  return ({ RoleName, PolicyName = '' }) => {
    const document = getRole(iam, RoleName).inlinePolicies[PolicyName];
    if (document === undefined) throw noSuchEntity(`The role policy with name ${PolicyName} cannot be found.`);
    return { RoleName, PolicyName, PolicyDocument: encodeURIComponent(document) };
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html */
export function deleteRolePolicy(iam: Iam): OperationHandler<DeleteRolePolicyCommandInput, undefined> {
  return ({ RoleName, PolicyName = '' }) => {
    const role = getRole(iam, RoleName);
    const { [PolicyName]: gone, ...inlinePolicies } = role.inlinePolicies;
    if (gone === undefined) throw noSuchEntity(`The role policy with name ${PolicyName} cannot be found.`);
    iam.roles.put(role.name, { ...role, inlinePolicies });
    return undefined;
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
export function listRolePolicies(iam: Iam): OperationHandler<ListRolePoliciesCommandInput, ListRolePoliciesResponse> {
  return ({ RoleName, ...paging }) => {
    const { page, ...rest } = pageOf(Object.keys(getRole(iam, RoleName).inlinePolicies).sort(), paging);
    return { PolicyNames: page, ...rest };
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html */
export function attachRolePolicy(iam: Iam): OperationHandler<AttachRolePolicyCommandInput, undefined> {
  return ({ RoleName, PolicyArn = '' }) => {
    const role = getRole(iam, RoleName);
    requirePolicy(iam, PolicyArn);
    if (role.attachedPolicies.includes(PolicyArn)) return undefined;
    if (role.attachedPolicies.length >= 10) throw limitExceeded('Cannot exceed quota for PoliciesPerRole: 10');
    iam.roles.put(role.name, { ...role, attachedPolicies: [...role.attachedPolicies, PolicyArn] });
    return undefined;
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html */
export function detachRolePolicy(iam: Iam): OperationHandler<AttachRolePolicyCommandInput, undefined> {
  return ({ RoleName, PolicyArn = '' }) => {
    const role = getRole(iam, RoleName);
    if (!role.attachedPolicies.includes(PolicyArn)) throw noSuchEntity(`Policy ${PolicyArn} was not found.`);
    iam.roles.put(role.name, { ...role, attachedPolicies: role.attachedPolicies.filter((arn) => arn !== PolicyArn) });
    return undefined;
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html */
export function listAttachedRolePolicies(
  iam: Iam,
): OperationHandler<ListAttachedRolePoliciesCommandInput, ListAttachedRolePoliciesResponse> {
  return ({ RoleName, PathPrefix = '/', ...paging }) => {
    const arns = getRole(iam, RoleName).attachedPolicies.filter((arn) => pathOf(arn).startsWith(PathPrefix));
    const { page, ...rest } = pageOf(arns, paging);
    return {
      AttachedPolicies: page.map((arn) => ({ PolicyName: arn.slice(arn.lastIndexOf('/') + 1), PolicyArn: arn })),
      ...rest,
    };
  };
}

/** `/service-role/` of `arn:aws:iam::aws:policy/service-role/AWSLambdaRole`. */
function pathOf(policyArn: string): string {
  return policyArn.slice(policyArn.indexOf('/'), policyArn.lastIndexOf('/') + 1);
}
