import type { Asked, CompiledPolicy } from './compiled-policy.ts';
import type { Naming, Principal } from './principal.ts';

/** The policies that apply to a request. Each kind is absent where the account has none. */
export interface Policies {
  /** Inline and managed policies of the principal. */
  readonly identity?: readonly CompiledPolicy[];
  /** The policy of the resource: a bucket policy, a key policy, a role's trust policy. */
  readonly resource?: CompiledPolicy | undefined;
  /** The permissions boundary of the principal. */
  readonly boundary?: CompiledPolicy | undefined;
  /** The policies that were passed to AssumeRole. One of them must allow the request. */
  readonly session?: readonly CompiledPolicy[] | undefined;
}

/** Facts of a request other than its policies. */
export interface Circumstances {
  /** The account that owns the resource. @default - the principal's own */
  readonly resourceAccount?: string | undefined;
  /**
   * True where the resource's policy must allow the request, as a role's trust policy and a key policy must: an identity-based policy alone
   * is not enough. @default false
   */
  readonly resourcePolicyDecides?: boolean;
}

/** The kinds of policies, in the words of AWS's error messages. */
export type PolicyKind = 'identity-based policy' | 'resource-based policy' | 'permissions boundary' | 'session policy';

/** The outcome of a request. `explicit`: a Deny statement of the policy `by` denied it; otherwise no policy of the kind `by` allows it. */
export type Decision =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly explicit: boolean; readonly by: PolicyKind };

const ALLOWED: Decision = { allowed: true };

/**
 * Decides a request as AWS does: a deny in any policy wins; the account's root is allowed the rest; otherwise an identity-based or a
 * resource-based policy must allow, and so must a permissions boundary and session policies where they are given.
 *
 * @example
 * const decision = evaluate(asked, { identity: [policy], boundary });
 * if (!decision.allowed) console.log(decision.explicit ? 'denied by' : 'not allowed by', decision.by);
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function evaluate(asked: Asked, policies: Policies, circumstances: Circumstances = {}): Decision {
  const { identity = [], resource, boundary, session } = policies;
  if (anyDenies(identity, asked)) return denied('identity-based policy');
  if (resource !== undefined && anyDenies([resource], asked)) return denied('resource-based policy');
  if (boundary !== undefined && anyDenies([boundary], asked)) return denied('permissions boundary');
  if (session !== undefined && anyDenies(session, asked)) return denied('session policy');

  const { principal } = asked;
  const { resourcePolicyDecides = false } = circumstances;
  const granted = resource === undefined ? undefined : grantOf(resource, asked);
  if (principal.type === 'service') return granted === undefined ? silent('resource-based policy') : ALLOWED;
  const sameAccount = isSameAccount(principal, circumstances);
  if (principal.type === 'root') {
    const needed = !sameAccount || resourcePolicyDecides;
    return needed && granted === undefined ? silent('resource-based policy') : ALLOWED;
  }
  // What a resource grants to the very session is not limited by anything that is silent.
  if (sameAccount && granted === 'session') return ALLOWED;
  const direct = sameAccount && (granted === 'role' || granted === 'everyone');
  if (!direct) {
    if ((!sameAccount || resourcePolicyDecides) && granted === undefined) return silent('resource-based policy');
    if (!anyAllows(identity, asked)) return silent('identity-based policy');
  }
  if (boundary !== undefined && !anyAllows([boundary], asked)) return silent('permissions boundary');
  if (session !== undefined && !anyAllows(session, asked)) return silent('session policy');
  return ALLOWED;
}

function isSameAccount(principal: Exclude<Principal, { type: 'service' }>, { resourceAccount }: Circumstances): boolean {
  return resourceAccount === undefined || resourceAccount === '' || resourceAccount === principal.account;
}

function anyDenies(policies: readonly CompiledPolicy[], asked: Asked): boolean {
  return policies.some(({ statements }) =>
    statements.some((statement) => statement.effect === 'Deny' && statement.applies(asked) !== undefined),
  );
}

function anyAllows(policies: readonly CompiledPolicy[], asked: Asked): boolean {
  return policies.some(({ statements }) =>
    statements.some((statement) => statement.effect === 'Allow' && statement.applies(asked) !== undefined),
  );
}

/** The strongest form in which a resource's policy allows a request. */
const STRENGTH: readonly Naming[] = ['session', 'role', 'service', 'everyone', 'account'];

function grantOf({ statements }: CompiledPolicy, asked: Asked): Naming | undefined {
  let strongest = STRENGTH.length;
  for (const statement of statements) {
    if (statement.effect !== 'Allow') continue;
    const naming = statement.applies(asked);
    if (naming !== undefined) strongest = Math.min(strongest, STRENGTH.indexOf(naming));
  }
  return STRENGTH[strongest];
}

function denied(by: PolicyKind): Decision {
  return { allowed: false, explicit: true, by };
}

function silent(by: PolicyKind): Decision {
  return { allowed: false, explicit: false, by };
}
