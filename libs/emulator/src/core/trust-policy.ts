/** A role's trust policy, as far as it names services. */
interface TrustStatement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly Principal?: '*' | { readonly Service?: string | readonly string[]; readonly AWS?: string | readonly string[] };
}

/** True where the trust policy lets the service, e.g. `states.amazonaws.com` or its regional form, assume the role. */
export function trustsService(trustPolicy: string, servicePrincipal: string): boolean {
  const trusts = (effect: string): boolean =>
    statementsOf(trustPolicy).some(
      ({ Effect, Action, Principal }) =>
        Effect === effect &&
        many(Action).some((action) => action === '*' || action === 'sts:*' || action.toLowerCase() === 'sts:assumerole') &&
        (Principal === '*' || many(Principal?.Service).some((service) => sameService(service, servicePrincipal))),
    );
  return trusts('Allow') && !trusts('Deny');
}

/** True where the trust policy lets a caller of this account, known by its ARNs, assume the role. */
export function trustsAccountCaller(trustPolicy: string, account: string, arns: readonly string[]): boolean {
  const isNamed = (principal: string): boolean =>
    principal === '*' ||
    principal === account ||
    /^arn:aws[\w-]*:iam::\d{12}:root$/u.exec(principal)?.[0].includes(`::${account}:`) === true ||
    arns.includes(principal);
  const trusts = (effect: string): boolean =>
    statementsOf(trustPolicy).some(
      ({ Effect, Action, Principal }) =>
        Effect === effect &&
        many(Action).some((action) => action === '*' || action === 'sts:*' || action.toLowerCase() === 'sts:assumerole') &&
        (Principal === '*' || many(Principal?.AWS).some(isNamed)),
    );
  return trusts('Allow') && !trusts('Deny');
}

function statementsOf(trustPolicy: string): TrustStatement[] {
  const { Statement } = JSON.parse(trustPolicy) as { Statement?: TrustStatement | TrustStatement[] };
  return many(Statement);
}

/** `states.us-east-1.amazonaws.com` and `states.amazonaws.com` are the same service. */
function sameService(left: string, right: string): boolean {
  return global(left) === global(right);
}

function global(principal: string): string {
  return principal.replace(/^([a-z0-9-]+)\.[a-z]{2}(?:-[a-z]+)+-\d\./u, '$1.');
}

function many<T>(value: T | readonly T[] | undefined): T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? [...(value as T[])] : [value as T];
}
