import type { OperationHandler } from '../../../core/service.ts';

/** The rule that every account has: the first request of each second, and five in a hundred of the rest. */
const DEFAULT_RULE = {
  RuleName: 'Default',
  ResourceARN: '*',
  Priority: 10_000,
  FixedRate: 0.05,
  ReservoirSize: 1,
  ServiceName: '*',
  ServiceType: '*',
  Host: '*',
  HTTPMethod: '*',
  URLPath: '*',
  Version: 1,
  Attributes: {},
};

/** @see https://docs.aws.amazon.com/xray/latest/api/API_GetSamplingRules.html */
export function getSamplingRules(startedAt: number): OperationHandler<object, object> {
  const at = new Date(startedAt);
  return () => ({
    SamplingRuleRecords: [{ SamplingRule: DEFAULT_RULE, CreatedAt: at, ModifiedAt: at }],
  });
}

interface TargetsInput {
  readonly SamplingStatisticsDocuments?: readonly { readonly RuleName?: string }[];
}

/** Everything may be sampled here: a laptop has few requests. @see https://docs.aws.amazon.com/xray/latest/api/API_GetSamplingTargets.html */
export function getSamplingTargets(startedAt: number): OperationHandler<TargetsInput, object> {
  return ({ SamplingStatisticsDocuments = [] }) => ({
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
