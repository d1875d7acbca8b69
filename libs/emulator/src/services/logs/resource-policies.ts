import type { ResourcePolicy } from '@aws-sdk/client-cloudwatch-logs';
import type { Given } from '../../core/given.ts';
import type { Collection, Store } from '../../core/store.ts';

/** The resource policies of all regions. */
export type Policies = Collection<Given<ResourcePolicy, 'policyName' | 'policyDocument'>>;

/** The policies by which other services may write to log groups, by region and name. */
export function resourcePolicies(store: Store): Policies {
  return store.collection('logs.resource-policy');
}

/** All statements of a region's policies as the one policy that its log groups have; undefined where there is none. */
export function policyOfGroups(policies: Policies, region: string): string | undefined {
  const statements = policies.list({ prefix: `${region}:` }).flatMap(({ value: { policyDocument } }) => {
    const { Statement = [] } = JSON.parse(policyDocument) as { Statement?: object | object[] };
    return Statement;
  });
  return statements.length === 0 ? undefined : JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
