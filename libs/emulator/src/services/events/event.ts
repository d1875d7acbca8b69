/** An event as its targets see it. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** `2026-11-25T19:05:00Z` */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: object;
}

/** A time as events bear it: to the second. */
export function eventTime(millis: number): string {
  return new Date(millis).toISOString().replace(/\.\d+Z$/u, 'Z');
}
