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

/**
 * Returns the one sampling rule that every account has.
 *
 * @see https://docs.aws.amazon.com/xray/latest/api/API_GetSamplingRules.html
 */
export function getSamplingRules(startedAt: number): OperationHandler<object, object> {
  const at = new Date(startedAt);
  return () => ({
    SamplingRuleRecords: [{ SamplingRule: DEFAULT_RULE, CreatedAt: at, ModifiedAt: at }],
  });
}
