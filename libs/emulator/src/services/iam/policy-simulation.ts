import type {
  ContextEntry,
  EvaluationResult,
  SimulateCustomPolicyCommandInput,
  SimulatePolicyResponse,
  SimulatePrincipalPolicyCommandInput,
} from '@aws-sdk/client-iam';
import {
  type CompiledPolicy,
  type ContextValue,
  compilePolicyText,
  contextOf,
  evaluate,
  type Policies,
} from '@stepmaker/iam-policy';
import { globalArn, lastPart } from '../../core/arn.ts';
import { notServed } from '../../core/aws-error.ts';
import { roleSession } from '../../core/caller.ts';
import type { Iam } from './iam.ts';
import { listingOf } from './listing.ts';
import { checkPolicyDocument } from './policy-document.ts';

type Input = SimulateCustomPolicyCommandInput | SimulatePrincipalPolicyCommandInput;

/** Decides every action on every resource by these policies: returns one page, and evaluates only what is on it. */
export function simulate(iam: Iam, input: Input, policies: Policies, callerArn: string | undefined): SimulatePolicyResponse {
  const { ActionNames = [], ResourceArns = ['*'], ResourcePolicy, PermissionsBoundaryPolicyInputList, ...paging } = input;
  if ('OrderedOrganizationPolicyInputList' in input && input.OrderedOrganizationPolicyInputList !== undefined)
    throw notServed('IAM policy simulation with organization policies');
  const boundary = PermissionsBoundaryPolicyInputList?.[0];
  const roleArn = callerArn ?? globalArn('iam', iam, 'role/simulated');
  const principal = { ...roleSession(roleArn, iam.account, lastPart(roleArn), 'simulation') };
  const context = contextOf(entriesOf(input.ContextEntries));
  const all: Policies = {
    ...policies,
    ...(boundary === undefined ? {} : { boundary: compilePolicyText(boundary) }),
    ...(ResourcePolicy === undefined ? {} : { resource: compilePolicyText(ResourcePolicy) }),
  };
  const questions = ActionNames.flatMap((action) => ResourceArns.map((resource) => ({ action, resource })));
  // A request may name an action twice: only the place in the list is unique.
  const numbered = questions.map((question, index) => ({ ...question, key: String(index) }));
  const { page, ...rest } = listingOf(numbered, { ...paging, list: 'SimulatePolicy', keyOf: ({ key }) => key });
  const EvaluationResults = page.map(({ action, resource }): EvaluationResult => {
    const decision = evaluate({ principal, action, resource, context }, all);
    const byBoundary = decision.allowed || decision.by !== 'permissions boundary';
    return {
      EvalActionName: action,
      EvalResourceName: resource,
      EvalDecision: decision.allowed ? 'allowed' : decision.explicit ? 'explicitDeny' : 'implicitDeny',
      MatchedStatements: [],
      MissingContextValues: [],
      ...(all.boundary === undefined ? {} : { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: byBoundary } }),
    };
  });
  return { EvaluationResults, ...rest };
}

/** Compiles policies of a request. @throws AwsError `MalformedPolicyDocument` */
export function compilePolicies(documents: readonly string[] | undefined): readonly CompiledPolicy[] {
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
