import type { InstanceQuota } from './instance-quotas.ts';

/** Identification of a quota in a request. */
type QuotaName = Pick<InstanceQuota, 'name'> & Partial<Pick<InstanceQuota, 'code'>>;

/**
 * Returns the AWS CLI command that requests one instance more for a quota of 0.
 *
 * @param quota without a code, the command looks the code up by the name
 * @example
 * ```ts
 * quotaRequest({ name: 'ml.m5.large for training job usage', code: 'L-611FA074' }, 'eu-west-1');
 * // aws service-quotas request-service-quota-increase --region eu-west-1 --service-code sagemaker --quota-code L-611FA074 --desired-value 1
 * ```
 */
export function quotaRequest({ name, code }: QuotaName, region: string): string {
  const quotas = `--region ${region} --service-code sagemaker`;
  const lookedUp = `"$(aws service-quotas list-service-quotas ${quotas} --query "Quotas[?QuotaName=='${name}'].QuotaCode" --output text)"`;
  return `aws service-quotas request-service-quota-increase ${quotas} --quota-code ${code ?? lookedUp} --desired-value 1`;
}

/**
 * Returns the command that requests more where a failure is a quota of 0 instances: `The account-level service limit 'ml.m5.large for training job
 * usage' is 0 Instances`.
 *
 * @param cause why an execution or a job failed
 * @returns undefined for any other failure
 */
export function quotaRequestFor(cause: string, region: string): string | undefined {
  const [, name] = /service limit '([\w. ]+)' is 0 Instances/.exec(cause) ?? [];
  return name === undefined ? undefined : quotaRequest({ name }, region);
}
