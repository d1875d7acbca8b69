import type { Trail } from './trail-store.ts';

/** A trail as CreateTrail, UpdateTrail, GetTrail and DescribeTrails return it. */
export function trailDescription({ name, arn, region, settings, selectors, advancedSelectors }: Trail): object {
  return {
    IncludeGlobalServiceEvents: true,
    IsMultiRegionTrail: false,
    IsOrganizationTrail: false,
    LogFileValidationEnabled: false,
    ...settings,
    Name: name,
    TrailARN: arn,
    HomeRegion: region,
    HasCustomEventSelectors: selectors !== undefined || advancedSelectors !== undefined,
    HasInsightSelectors: false,
  };
}
