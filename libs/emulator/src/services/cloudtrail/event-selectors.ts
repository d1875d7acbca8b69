import type { Trail } from './trail-store.ts';

/** The selectors of a trail that has none: it records management events. */
const DEFAULT_SELECTORS = [
  { ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [], ExcludeManagementEventSources: [] },
];

/** The selectors of a trail as GetEventSelectors and PutEventSelectors return them. */
export function eventSelectors({ arn, selectors, advancedSelectors }: Trail): object {
  if (advancedSelectors !== undefined) return { TrailARN: arn, AdvancedEventSelectors: advancedSelectors };
  return { TrailARN: arn, EventSelectors: selectors ?? DEFAULT_SELECTORS };
}
