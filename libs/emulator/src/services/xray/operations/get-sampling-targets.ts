import type { OperationHandler } from '../../../core/service.ts';

interface TargetsInput {
  readonly SamplingStatisticsDocuments: readonly { readonly RuleName?: string }[];
}

/**
 * Returns sampling targets that sample every request: a laptop has few of them.
 *
 * @see https://docs.aws.amazon.com/xray/latest/api/API_GetSamplingTargets.html
 */
export function getSamplingTargets(startedAt: number): OperationHandler<TargetsInput, object> {
  return ({ SamplingStatisticsDocuments }) => ({
    SamplingTargetDocuments: SamplingStatisticsDocuments.map(({ RuleName }) => ({
      RuleName,
      FixedRate: 1,
      ReservoirQuota: 1,
      ReservoirQuotaTTL: new Date(startedAt + 10_000),
      Interval: 10,
    })),
    LastRuleModification: new Date(startedAt),
    UnprocessedStatistics: [],
  });
}
