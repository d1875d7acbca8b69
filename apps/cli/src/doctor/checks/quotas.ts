import type { ServiceQuota } from '@aws-sdk/client-service-quotas';
import type { ClientConfig } from '../../target/apply-target.ts';
import { type Check, missing, ok, warn } from '../check.ts';
import { readTemplate } from '../template.ts';

/** Parameters of the template, and the quota that their instance type needs. New accounts often have 0. */
const USES = {
  ProcessingInstanceType: 'processing job usage',
  TrainingInstanceType: 'training job usage',
  EndpointInstanceType: 'endpoint usage',
} as const;

/**
 * Whether the account may run the instances that the template's defaults ask for.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/sagemaker.html
 */
export function quotasCheck(config: ClientConfig): Check {
  return {
    name: 'Quotas',
    run: async () => {
      const template = await readTemplate();
      if (template === undefined)
        return warn('the template is not built, so its instance types are not known', 'npx nx synth infra');
      const wanted = Object.entries(USES).map(([parameter, use]) => `${template.Parameters[parameter]?.Default} for ${use}`);
      const quotas = await quotasNamed(new Set(wanted), config);
      const values = wanted.map((name) => ({ name, value: quotas.get(name)?.Value }));
      const none = values.filter(({ value }) => value === 0);
      const text = values.map(({ name, value }) => `${name}: ${value ?? 'not known'}`).join(', ');
      if (none.length === 0) return values.some(({ value }) => value === undefined) ? warn(text) : ok(text);
      const codes = none.map(({ name }) => quotas.get(name)?.QuotaCode).join(', ');
      return missing(
        text,
        `aws service-quotas request-service-quota-increase --service-code sagemaker --desired-value 1 --quota-code ${codes}`,
      );
    },
  };
}

async function quotasNamed(names: ReadonlySet<string>, config: ClientConfig): Promise<Map<string, ServiceQuota>> {
  const { paginateListServiceQuotas, ServiceQuotasClient } = await import('@aws-sdk/client-service-quotas');
  const client = new ServiceQuotasClient({ ...config, maxAttempts: 3 });
  const found = new Map<string, ServiceQuota>();
  for await (const { Quotas = [] } of paginateListServiceQuotas({ client, pageSize: 100 }, { ServiceCode: 'sagemaker' })) {
    for (const quota of Quotas)
      if (quota.QuotaName !== undefined && names.has(quota.QuotaName)) found.set(quota.QuotaName, quota);
    if (found.size === names.size) break;
  }
  return found;
}
