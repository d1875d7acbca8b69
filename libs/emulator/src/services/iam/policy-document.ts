import type { Store } from '../../core/store.ts';
import { malformedPolicyDocument } from './errors.ts';
import { findRole } from './role-store.ts';

interface Statement {
  readonly Effect?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
}

/** Checks an identity-based policy. @throws AwsError `MalformedPolicyDocument` */
export function checkPolicyDocument(document: string): void {
  for (const statement of statementsOf(document)) {
    if (statement.Principal !== undefined || statement.NotPrincipal !== undefined)
      throw malformedPolicyDocument('Policy document should not specify a principal.');
    if (statement.Action === undefined && statement.NotAction === undefined)
      throw malformedPolicyDocument('Policy statement must contain actions.');
    if (statement.Resource === undefined && statement.NotResource === undefined)
      throw malformedPolicyDocument('Policy statement must contain resources.');
    for (const action of many(statement.Action ?? statement.NotAction)) {
      if (action !== '*' && !/^[\w-]+:[\w*?-]+$/u.test(String(action)))
        throw malformedPolicyDocument('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
    }
    for (const resource of many(statement.Resource ?? statement.NotResource)) {
      if (resource !== '*' && !String(resource).startsWith('arn:'))
        throw malformedPolicyDocument(`Resource ${String(resource)} must be in ARN format or "*".`);
    }
  }
}

/** Checks a role's trust policy. @throws AwsError `MalformedPolicyDocument` */
export function checkTrustPolicy(document: string, store: Store, account: string): void {
  for (const statement of statementsOf(document)) {
    if (statement.Resource !== undefined || statement.NotResource !== undefined)
      throw malformedPolicyDocument('Has prohibited field Resource');
    if (statement.Principal === undefined && statement.NotPrincipal === undefined)
      throw malformedPolicyDocument('Missing required field Principal');
    if (statement.Action === undefined && statement.NotAction === undefined)
      throw malformedPolicyDocument('Missing required field Action');
    for (const action of many(statement.Action)) {
      if (!/^(?:\*|sts:.+)$/iu.test(String(action)))
        throw malformedPolicyDocument('AssumeRole policy may only specify STS AssumeRole actions.');
    }
    const { AWS } = (statement.Principal ?? {}) as { AWS?: unknown };
    for (const principal of many(AWS)) {
      const text = String(principal);
      const unknown = text.startsWith('arn:') && text.includes(`:iam::${account}:role/`) && findRole(store, text) === undefined;
      if (unknown || text.includes(`:iam::${account}:user/`))
        throw malformedPolicyDocument(`Invalid principal in policy: "AWS":"${text}"`);
    }
  }
}

function statementsOf(document: string): Statement[] {
  let policy: { Version?: unknown; Statement?: unknown };
  try {
    policy = JSON.parse(document) as typeof policy;
  } catch {
    throw malformedPolicyDocument('This policy contains invalid Json');
  }
  if (typeof policy !== 'object' || policy === null || policy.Statement === undefined)
    throw malformedPolicyDocument('Syntax errors in policy.');
  if (policy.Version !== undefined && policy.Version !== '2012-10-17' && policy.Version !== '2008-10-17')
    throw malformedPolicyDocument('Syntax error at position (1,1)');
  const statements = many(policy.Statement) as Statement[];
  for (const { Effect } of statements)
    if (Effect !== 'Allow' && Effect !== 'Deny') throw malformedPolicyDocument('Syntax errors in policy.');
  return statements;
}

function many(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
