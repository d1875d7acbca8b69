import type {
  ContextEntry,
  EvaluationResult,
  SimulateCustomPolicyCommandInput,
  SimulatePolicyResponse,
  SimulatePrincipalPolicyCommandInput,
} from '@aws-sdk/client-iam';
import { RolePolicies } from '../../../authorization/role-policies.ts';
import { roleSession } from '../../../core/aws.ts';
import { notServed } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { type CompiledPolicy, compilePolicyText } from '../../../iam-policy/compiled-policy.ts';
import { type ContextValue, contextOf } from '../../../iam-policy/context-keys.ts';
import { evaluate, type Policies } from '../../../iam-policy/evaluate.ts';
import { noSuchEntity } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { pageOf } from '../page.ts';
import { checkPolicyDocument } from '../policy-document.ts';
import { findRole } from '../role-store.ts';

type Input = SimulateCustomPolicyCommandInput | SimulatePrincipalPolicyCommandInput;

/** Decides actions by policies that are given. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html */
export function simulateCustomPolicy(iam: Iam): OperationHandler<SimulateCustomPolicyCommandInput, SimulatePolicyResponse> {
  return (input) => simulate(iam, input, { identity: compiled(input.PolicyInputList) }, input.CallerArn);
}

/** Decides actions by the policies of a role, and by more that are given. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
export function simulatePrincipalPolicy(iam: Iam): OperationHandler<SimulatePrincipalPolicyCommandInput, SimulatePolicyResponse> {
  const policies = new RolePolicies(iam.store);
  return (input) => {
    const { PolicySourceArn = '', PolicyInputList } = input;
    const role = findRole(iam.store, PolicySourceArn);
    if (role === undefined) throw noSuchEntity(`The role with name ${PolicySourceArn.split('/').at(-1)} cannot be found.`);
    const { identity = [], boundary } = policies.of(roleSession(role.arn, iam.account, role.name, 'simulation')) ?? {};
    return simulate(iam, input, { identity: [...identity, ...compiled(PolicyInputList)], boundary }, input.CallerArn ?? role.arn);
  };
}

function simulate(iam: Iam, input: Input, policies: Policies, callerArn: string | undefined): SimulatePolicyResponse {
  const { ActionNames = [], ResourceArns = ['*'], ResourcePolicy, PermissionsBoundaryPolicyInputList, ...paging } = input;
  if ('OrderedOrganizationPolicyInputList' in input && input.OrderedOrganizationPolicyInputList !== undefined)
    throw notServed('IAM policy simulation with organization policies');
  const boundary = PermissionsBoundaryPolicyInputList?.[0];
  const roleArn = callerArn ?? `arn:${iam.partition}:iam::${iam.account}:role/simulated`;
  const principal = { ...roleSession(roleArn, iam.account, roleArn.slice(roleArn.lastIndexOf('/') + 1), 'simulation') };
  const context = contextOf(entriesOf(input.ContextEntries));
  const all: Policies = {
    ...policies,
    ...(boundary === undefined ? {} : { boundary: compilePolicyText(boundary) }),
    ...(ResourcePolicy === undefined ? {} : { resource: compilePolicyText(ResourcePolicy) }),
  };
  const results = ActionNames.flatMap((action) =>
    ResourceArns.map((resource): EvaluationResult => {
      const decision = evaluate({ principal, action, resource, context }, all);
      const byBoundary = decision.allowed || decision.by !== 'permissions boundary';
      return {
        EvalActionName: action,
        EvalResourceName: resource,
        EvalDecision: decision.allowed ? 'allowed' : decision.explicit ? 'explicitDeny' : 'implicitDeny',
        MatchedStatements: [],
        MissingContextValues: [],
        ...(all.boundary === undefined
          ? {}
          : { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: byBoundary } }),
      };
    }),
  );
  const { page, ...rest } = pageOf(results, paging);
  return { EvaluationResults: page, ...rest };
}

function compiled(documents: readonly string[] | undefined): readonly CompiledPolicy[] {
  return (documents ?? []).map((document) => {
    checkPolicyDocument(document);
    return compilePolicyText(document);
  });
}

function entriesOf(entries: readonly ContextEntry[] | undefined): Record<string, ContextValue> {
  return Object.fromEntries(
    (entries ?? []).map(({ ContextKeyName = '', ContextKeyValues = [], ContextKeyType = 'string' }) => [
      ContextKeyName,
      ContextKeyType.endsWith('List') ? ContextKeyValues : ContextKeyValues[0],
    ]),
  );
}
