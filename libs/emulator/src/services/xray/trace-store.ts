import type { Collection, Store } from '../../core/store.ts';

/** A segment as it is kept: `xray.segment`, by trace and segment. */
export interface Segment {
  readonly traceId: string;
  readonly id: string;
  /** Seconds since the epoch. */
  readonly startTime: number;
  /** Seconds since the epoch; absent while the segment is in progress. */
  readonly endTime?: number;
  /** The document as it was sent. */
  readonly document: string;
}

/** A segment's document, as far as it is looked at. */
export interface SegmentDocument {
  readonly trace_id?: string;
  readonly id?: string;
  readonly name?: string;
  readonly start_time?: number;
  readonly end_time?: number;
  readonly in_progress?: boolean;
  readonly error?: boolean;
  readonly fault?: boolean;
  readonly throttle?: boolean;
  readonly annotations?: Readonly<Record<string, string | number | boolean>>;
}

/** X-Ray keeps traces for 30 days. In seconds. */
const RETENTION_SECONDS = 30 * 86_400;

/** The segments of all traces. */
export class TraceStore {
  readonly #segments: Collection<Segment>;

  constructor(store: Store) {
    this.#segments = store.collection('xray.segment');
  }

  put(segment: Segment): void {
    this.#segments.put(`${segment.traceId}/${segment.id}`, segment);
  }

  /** The segments of a trace. */
  trace(traceId: string): Segment[] {
    return this.#segments.list({ prefix: `${traceId}/` }).map(({ value }) => value);
  }

  /** The traces with a segment that began between two times, in seconds. */
  traceIds(from: number, to: number): string[] {
    const found = this.#segments.list().filter(({ value: { startTime } }) => startTime >= from && startTime <= to);
    return [...new Set(found.map(({ value }) => value.traceId))];
  }

  /** Forgets what has been kept long enough; `now` in seconds. */
  expire(now: number): void {
    for (const { key, value } of this.#segments.list()) if (value.startTime < now - RETENTION_SECONDS) this.#segments.delete(key);
  }
}

/** The trace as a whole: when it began and how long it took, in seconds. */
export function spanOf(segments: readonly Segment[]): { readonly start: number; readonly duration: number } {
  const start = Math.min(...segments.map(({ startTime }) => startTime));
  const end = Math.max(...segments.map(({ startTime, endTime = startTime }) => endTime));
  return { start, duration: end - start };
}
