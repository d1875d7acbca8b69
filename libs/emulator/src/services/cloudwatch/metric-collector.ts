import type { Runtime } from '../../core/runtime.ts';
import type { MinuteOfMetric } from '../../core/service-metrics.ts';
import type { AlarmWatch } from './alarm-watch.ts';
import type { Metric, MetricStore } from './metric-store.ts';

/** Milliseconds during which metrics of services are gathered before they are kept, on the machine's own clock. */
const GATHERING_MILLIS = 250;

/** Keeps what services measure of themselves. */
export class MetricCollector {
  readonly #runtime: Runtime;
  readonly #store: MetricStore;
  readonly #watch: AlarmWatch;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(runtime: Runtime, store: MetricStore, watch: AlarmWatch) {
    this.#runtime = runtime;
    this.#store = store;
    this.#watch = watch;
  }

  /** Collects from now on. */
  start(): void {
    this.#runtime.metrics.attach(() => {
      if (!this.#stopped) this.#timer = setTimeout(() => this.collect(), GATHERING_MILLIS).unref();
    });
  }

  /** Keeps what there is, and collects no more. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.collect();
  }

  /** Keeps what has gathered, and lets alarms know. */
  collect(): void {
    const { metrics } = this.#runtime;
    if (!metrics.waiting) return;
    const byRegion = Map.groupBy(metrics.collect(), ({ region }) => region);
    for (const [region, minutes] of byRegion) {
      const data = minutes.map((minute) => ({
        metric: metricOf(minute),
        datum: { timestamp: minute.minute, ...factsOf(minute) },
      }));
      this.#store.put(region, data);
      this.#watch.dataCame(
        region,
        data.map(({ metric }) => metric),
      );
    }
  }
}

function metricOf({ namespace, name, dimensions }: MinuteOfMetric): Metric {
  return { namespace, name, dimensions: dimensions.map(([Name, Value]) => ({ Name, Value })) };
}

function factsOf({ unit, sum, count, minimum, maximum, values }: MinuteOfMetric): {
  readonly unit: string;
  readonly sum: number;
  readonly count: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly values: readonly (readonly [number, number])[];
} {
  return { unit, sum, count, minimum, maximum, values: [...values] };
}
