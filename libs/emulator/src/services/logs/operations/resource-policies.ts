import type {
  DeleteResourcePolicyCommandInput,
  DescribeResourcePoliciesCommandInput,
  DescribeResourcePoliciesResponse,
  PutResourcePolicyCommandInput,
  PutResourcePolicyResponse,
  ResourcePolicy,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Clock } from '../../../core/clock.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Collection, Store } from '../../../core/store.ts';
import { invalidParameter, resourceNotFound } from '../errors.ts';

type Policies = Collection<ResourcePolicy>;

/** The policies by which other services may write to log groups, by region and name. */
export function resourcePolicies(store: Store): Policies {
  return store.collection('logs.resource-policy');
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html */
export function putResourcePolicy(
  policies: Policies,
  clock: Clock,
): OperationHandler<PutResourcePolicyCommandInput, PutResourcePolicyResponse> {
  return ({ policyName = '', policyDocument = '' }, { region }) => {
    try {
      JSON.parse(policyDocument);
    } catch {
      throw invalidParameter('The policyDocument is not valid JSON.');
    }
    const policy: ResourcePolicy = { policyName, policyDocument, lastUpdatedTime: clock.now() };
    policies.put(`${region}:${policyName}`, policy);
    return { resourcePolicy: policy };
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteResourcePolicy.html */
export function deleteResourcePolicy(policies: Policies): OperationHandler<DeleteResourcePolicyCommandInput, undefined> {
  return ({ policyName = '' }, { region }) => {
    if (!policies.delete(`${region}:${policyName}`)) throw resourceNotFound(`Policy with name [${policyName}] does not exist`);
    return undefined;
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeResourcePolicies.html */
export function describeResourcePolicies(
  policies: Policies,
): OperationHandler<DescribeResourcePoliciesCommandInput, DescribeResourcePoliciesResponse> {
  return (_input, { region }) => ({ resourcePolicies: policies.list({ prefix: `${region}:` }).map(({ value }) => value) });
}

/** All statements of a region's policies as the one policy that its log groups have; undefined where there is none. */
export function policyOfGroups(policies: Policies, region: string): string | undefined {
  const statements = policies.list({ prefix: `${region}:` }).flatMap(({ value: { policyDocument = '{}' } }) => {
    const { Statement = [] } = JSON.parse(policyDocument) as { Statement?: object | object[] };
    return Statement;
  });
  return statements.length === 0 ? undefined : JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
