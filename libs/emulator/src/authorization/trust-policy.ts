import { compilePolicyText, contextOf, evaluate } from '@stepmaker/iam-policy';
import type { StoredRole } from '../core/role-reader.ts';

/** On whose behalf a service assumes a role, and when. */
export interface Source {
  readonly account: string;
  /** The resource, e.g. a state machine. */
  readonly arn: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Whether a role's trust policy lets a service, e.g. `states.amazonaws.com`, assume it on behalf of a resource of this account.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function trustsService(
  { arn, trustPolicy }: Pick<StoredRole, 'arn' | 'trustPolicy'>,
  service: string,
  source: Source,
): boolean {
  const decision = evaluate(
    {
      principal: { type: 'service', service },
      action: 'sts:AssumeRole',
      resource: arn,
      context: contextOf({
        'aws:SourceAccount': source.account,
        'aws:SourceArn': source.arn,
        'aws:PrincipalIsAWSService': 'true',
        'aws:PrincipalServiceName': service,
        'aws:SecureTransport': 'true',
        'aws:CurrentTime': new Date(source.now).toISOString(),
        'aws:EpochTime': String(Math.floor(source.now / 1000)),
      }),
    },
    { resource: compilePolicyText(trustPolicy) },
  );
  return decision.allowed;
}
