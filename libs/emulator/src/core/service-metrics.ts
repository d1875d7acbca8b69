import type { Clock } from './clock.ts';

/** Names and values that distinguish a metric from others of its name, sorted by name. */
export type MetricDimensions = readonly (readonly [name: string, value: string])[];

/** Metrics of the services in one minute. */
export interface MinuteOfMetric {
  readonly region: string;
  /** `AWS/States`, `AWS/SageMaker`, … */
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: MetricDimensions;
  readonly unit: string;
  /** Start of the minute, in milliseconds since the epoch. */
  readonly minute: number;
  readonly sum: number;
  readonly count: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Number of occurrences of each value; values have three significant digits. */
  readonly values: ReadonlyMap<number, number>;
}

interface OpenMinute extends MinuteOfMetric {
  sum: number;
  count: number;
  minimum: number;
  maximum: number;
  readonly values: Map<number, number>;
}

const MINUTE = 60_000;

/**
 * Metrics of the services for CloudWatch. Adding is a few operations in memory: values are gathered by the minute, and CloudWatch
 * collects them a second later. A server that is killed loses what was not collected yet.
 */
export class ServiceMetrics {
  readonly #clock: Clock;
  #open = new Map<string, OpenMinute>();
  #onWaiting: () => void;

  /** @param onWaiting called when there is something to collect where there was nothing before */
  constructor(clock: Clock, onWaiting: () => void = () => {}) {
    this.#clock = clock;
    this.#onWaiting = onWaiting;
  }

  /** True where something waits to be collected. */
  get waiting(): boolean {
    return this.#open.size > 0;
  }

  /** Adds one value. */
  add(region: string, namespace: string, name: string, dimensions: MetricDimensions, value: number, unit = 'Count'): void {
    const minute = Math.floor(this.#clock.now() / MINUTE) * MINUTE;
    const key = `${region} ${namespace} ${name} ${minute} ${dimensions.join(' ')}`;
    let open = this.#open.get(key);
    if (open === undefined) {
      open = {
        region,
        namespace,
        name,
        dimensions,
        unit,
        minute,
        sum: 0,
        count: 0,
        minimum: value,
        maximum: value,
        values: new Map(),
      };
      const isFirst = this.#open.size === 0;
      this.#open.set(key, open);
      if (isFirst) this.#onWaiting();
    }
    open.sum += value;
    open.count += 1;
    if (value < open.minimum) open.minimum = value;
    if (value > open.maximum) open.maximum = value;
    const rounded = Number.isInteger(value) && Math.abs(value) < 1000 ? value : Number(value.toPrecision(3));
    open.values.set(rounded, (open.values.get(rounded) ?? 0) + 1);
  }

  /** Hands over what has gathered. */
  collect(): MinuteOfMetric[] {
    const gathered = [...this.#open.values()];
    this.#open = new Map();
    return gathered;
  }

  /** From now on `onWaiting` is called when there is something to collect, at once where there is. */
  attach(onWaiting: () => void): void {
    this.#onWaiting = onWaiting;
    if (this.waiting) onWaiting();
  }
}
