import { parseOperator } from '@stepmaker/iam-policy';
import type { Store } from '../../core/store.ts';
import { limitExceeded, malformedPolicyDocument } from './errors.ts';
import { findRole } from './role-store.ts';

interface Statement {
  readonly Sid?: unknown;
  readonly Effect?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Condition?: unknown;
}

const ELEMENTS = new Set([
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
]);

/** Maximum sizes of a managed policy and a trust policy, in characters without white space. */
const MANAGED_POLICY_LIMIT = 6144;
const TRUST_POLICY_LIMIT = 2048;

/** Checks the document of a managed policy. @throws AwsError `MalformedPolicyDocument`, `LimitExceeded` */
export function checkManagedPolicy(document: string): void {
  checkPolicyDocument(document);
  if (sizeOf(document) > MANAGED_POLICY_LIMIT) throw limitExceeded(`Cannot exceed quota for PolicySize: ${MANAGED_POLICY_LIMIT}`);
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
    for (const action of many(statement.Action ?? statement.NotAction)) checkAction(String(action));
    for (const resource of many(statement.Resource ?? statement.NotResource)) checkResource(String(resource));
  }
}

/** Checks a role's trust policy. @throws AwsError `MalformedPolicyDocument`, `LimitExceeded` */
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
    const { AWS, Service } = (statement.Principal ?? {}) as { AWS?: unknown; Service?: unknown };
    for (const principal of many(AWS)) {
      const text = String(principal);
      const unknown = text.startsWith('arn:') && text.includes(`:iam::${account}:role/`) && findRole(store, text) === undefined;
      const noPrincipal = text !== '*' && !/^\d{12}$/u.test(text) && !/^arn:aws[\w-]*:(?:iam|sts)::\d{12}:.+$/u.test(text);
      if (unknown || noPrincipal || text.includes(`:iam::${account}:user/`))
        throw malformedPolicyDocument(`Invalid principal in policy: "AWS":"${text}"`);
    }
    for (const service of many(Service)) {
      if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:amazonaws\.(?:com(?:\.cn)?|eu)|aws\.internal|alexa)$/u.test(String(service)))
        throw malformedPolicyDocument(`Invalid principal in policy: "SERVICE":"${String(service)}"`);
    }
  }
  if (sizeOf(document) > TRUST_POLICY_LIMIT) throw limitExceeded(`Cannot exceed quota for ACLSizePerRole: ${TRUST_POLICY_LIMIT}`);
}

function checkAction(action: string): void {
  if (action !== '*' && !/^[\w-]+:[\w*?-]+$/u.test(action))
    throw malformedPolicyDocument('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
}

function checkResource(resource: string): void {
  if (resource === '*') return;
  if (!resource.startsWith('arn:')) throw malformedPolicyDocument(`Resource ${resource} must be in ARN format or "*".`);
  const [, partition = '', service = ''] = resource.split(':');
  if (partition !== '*' && !/^aws(?:-[a-z-]+)?$/u.test(partition) && !partition.includes('${'))
    throw malformedPolicyDocument(`Partition "${partition}" is not valid for resource "${resource}".`);
  if (/[*?]/u.test(service) && resource.split(':').length > 3)
    throw malformedPolicyDocument('Resource vendor must be fully qualified and cannot contain regexes.');
}

function checkConditions(block: unknown): void {
  if (block === undefined) return;
  if (typeof block !== 'object' || block === null || Array.isArray(block))
    throw malformedPolicyDocument('Syntax errors in policy.');
  for (const [operator, keys] of Object.entries(block)) {
    if (parseOperator(operator) === undefined) throw malformedPolicyDocument(`Invalid Condition type : ${operator}.`);
    if (typeof keys !== 'object' || keys === null || Array.isArray(keys))
      throw malformedPolicyDocument('Syntax errors in policy.');
    for (const [key, values] of Object.entries(keys as object)) {
      if (!/^[\w-]+:.+$/u.test(key))
        throw malformedPolicyDocument('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
      if (many(values).some((value) => typeof value === 'object')) throw malformedPolicyDocument('Syntax errors in policy.');
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
  const sids = new Set<unknown>();
  for (const statement of statements) {
    const { Effect, Sid, Condition } = statement;
    if (Effect !== 'Allow' && Effect !== 'Deny') throw malformedPolicyDocument('Syntax errors in policy.');
    if (Object.keys(statement).some((name) => !ELEMENTS.has(name))) throw malformedPolicyDocument('Syntax errors in policy.');
    for (const [positive, negative] of [
      ['Action', 'NotAction'],
      ['Resource', 'NotResource'],
      ['Principal', 'NotPrincipal'],
    ] as const) {
      if (statement[positive] !== undefined && statement[negative] !== undefined)
        throw malformedPolicyDocument('Syntax errors in policy.');
    }
    if (Sid !== undefined && Sid !== '') {
      if (!/^[0-9A-Za-z]*$/u.test(String(Sid)))
        throw malformedPolicyDocument(
          'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
        );
      if (sids.has(Sid)) throw malformedPolicyDocument('Statement IDs (SID) in a single policy must be unique.');
      sids.add(Sid);
    }
    checkConditions(Condition);
  }
  return statements;
}

function sizeOf(document: string): number {
  return document.replaceAll(/\s/gu, '').length;
}

function many(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
