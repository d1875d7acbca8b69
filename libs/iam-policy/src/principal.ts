import { many, type PrincipalElement, type Statement } from './policy-document.ts';

/** The principal that makes a request: the root of an account, a role's session, or an AWS service. */
export type Principal =
  | { readonly type: 'root'; readonly account: string; readonly arn: string }
  | {
      readonly type: 'assumed-role';
      readonly account: string;
      /** ARN of the session, `arn:aws:sts::<account>:assumed-role/<role>/<session>`. */
      readonly arn: string;
      /** ARN of the role, `arn:aws:iam::<account>:role/<role>`. */
      readonly roleArn: string;
    }
  | {
      readonly type: 'service';
      /** E.g. `sns.amazonaws.com`. */
      readonly service: string;
    };

/**
 * As what a statement names a principal: by its session, by its role, by everybody, or by its account, which only hands the decision on
 * to the account's identity-based policies.
 */
export type Naming = 'session' | 'role' | 'everyone' | 'account' | 'service';

/** Returns the way in which a statement names a principal; undefined where it does not. */
export type PrincipalTest = (principal: Principal) => Naming | undefined;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export function compilePrincipal({ Principal: element, NotPrincipal: others }: Statement): PrincipalTest {
  if (others !== undefined) {
    const named = (principal: Principal): boolean => namesAll(others, principal);
    return (principal) => (named(principal) ? undefined : 'everyone');
  }
  if (element === undefined) return () => 'everyone';
  return (principal) => namingOf(element, principal);
}

function namingOf(element: PrincipalElement, principal: Principal): Naming | undefined {
  if (element === '*') return 'everyone';
  if (principal.type === 'service') {
    if (many(element.Service).some((service) => sameService(service, principal.service))) return 'service';
    return many(element.AWS).includes('*') ? 'everyone' : undefined;
  }
  const names = many(element.AWS);
  if (principal.type === 'assumed-role') {
    if (names.includes(principal.arn)) return 'session';
    if (names.includes(principal.roleArn)) return 'role';
  }
  if (names.includes('*')) return 'everyone';
  return names.some((name) => isAccount(name, principal.account)) ? 'account' : undefined;
}

/**
 * Whether NotPrincipal leaves a principal out: a session must be named as session, role and account.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function namesAll(element: PrincipalElement, principal: Principal): boolean {
  if (element === '*') return true;
  if (principal.type === 'service') return many(element.Service).some((service) => sameService(service, principal.service));
  const names = many(element.AWS);
  const account = names.some((name) => isAccount(name, principal.account));
  if (principal.type === 'root') return account;
  return account && names.includes(principal.roleArn) && names.includes(principal.arn);
}

/** An account is named by its number or by its root. */
function isAccount(name: string, account: string): boolean {
  return name === account || (/^arn:aws[\w-]*:iam::\d{12}:root$/u.test(name) && name.split(':')[4] === account);
}

/** `states.us-east-1.amazonaws.com` and `states.amazonaws.com` are the same service. */
export function sameService(left: string, right: string): boolean {
  return left === right || global(left) === global(right);
}

function global(principal: string): string {
  return principal.replace(/^([a-z0-9-]+)\.[a-z]{2}(?:-[a-z]+)+-\d\./u, '$1.');
}
