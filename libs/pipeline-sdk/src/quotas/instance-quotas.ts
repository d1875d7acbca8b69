import { defaultEndpointInstanceType } from '@stepmaker/asl/pipeline/instance-types';

/** Parameters of the template, and the quota that their instance type needs. */
const USES = {
  ProcessingInstanceType: 'processing job usage',
  TrainingInstanceType: 'training job usage',
  EndpointInstanceType: 'endpoint usage',
} as const;

/** A page of the answers of `ListServiceQuotas`, as its paginator gives them. */
export interface QuotaPage {
  readonly Quotas?:
    | readonly {
        readonly QuotaName?: string | undefined;
        readonly QuotaCode?: string | undefined;
        readonly Value?: number | undefined;
      }[]
    | undefined;
}

/** Quota of concurrent instances of a type for one purpose. */
export interface InstanceQuota {
  /** Name of the quota at AWS, such as `ml.m5.large for training job usage`. */
  readonly name: string;
  /** Code of the quota at AWS, such as `L-611FA074`; undefined where AWS does not list the quota. */
  readonly code: string | undefined;
  /** Number of instances; undefined where AWS does not list the quota. */
  readonly value: number | undefined;
}

/**
 * Looks up the quotas that the pipeline's instance types need. New accounts often have 0: the stack can be deployed, and its runs fail.
 *
 * @param pages the quotas of the service `sagemaker`; no page is read after the last quota is found
 * @param parameters values of the template's parameters; an empty `EndpointInstanceType` is the default of the region
 * @returns a quota for each use, in the order of a run
 * @see https://docs.aws.amazon.com/general/latest/gr/sagemaker.html
 * @example
 * ```ts
 * const client = new ServiceQuotasClient({ region });
 * const pages = paginateListServiceQuotas({ client, pageSize: 100 }, { ServiceCode: 'sagemaker' });
 * const missing = (await instanceQuotas(pages, parameters, region)).filter(({ value }) => value === 0);
 * ```
 */
export async function instanceQuotas(
  pages: AsyncIterable<QuotaPage>,
  parameters: Readonly<Record<string, string>>,
  region: string,
): Promise<readonly InstanceQuota[]> {
  const types: Readonly<Record<string, string>> = {
    ...parameters,
    EndpointInstanceType: parameters['EndpointInstanceType'] || defaultEndpointInstanceType(region),
  };
  const names = Object.entries(USES).flatMap(([parameter, use]) => (types[parameter] ? [`${types[parameter]} for ${use}`] : []));
  const found = new Map<string, InstanceQuota>();
  for await (const { Quotas = [] } of pages) {
    for (const { QuotaName: name = '', QuotaCode: code, Value: value } of Quotas)
      if (names.includes(name)) found.set(name, { name, code, value });
    if (found.size === new Set(names).size) break;
  }
  return names.map((name) => found.get(name) ?? { name, code: undefined, value: undefined });
}
