import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { PipelineClient, type PipelineInput } from '@stepmaker/pipeline-sdk';
import { quantile } from './figures.ts';
import type { ServedModel } from './served-model.ts';

/** Milliseconds from an event's timestamp to its delivery by the iterator. */
export interface Delays {
  readonly median: number;
  readonly p95: number;
  readonly worst: number;
}

/** Benchmark of following an execution. */
export interface EventLatency {
  /** All events but log lines; each of the three is undefined when there were none. */
  readonly events: Delays | undefined;
  /** Those that happened within half a second after a delivery: while events come. */
  readonly inBursts: Delays | undefined;
  /** Log lines. */
  readonly lines: Delays | undefined;
  readonly requestsPerSecond: number;
}

/** For how long after a delivery events are taken to come. */
const BURST_MILLIS = 500;

/** Follows executions of this input from their start to their end, one after another. */
export async function eventLatency(
  { config, stackName }: ServedModel,
  logs: boolean,
  runs: number,
  input?: PipelineInput,
): Promise<EventLatency> {
  const pipeline = new PipelineClient({ ...config, stackName });
  let requests = 0;
  const count = (): void => {
    requests += 1;
  };
  const delays: { readonly millis: number; readonly isLine: boolean; readonly isInBurst: boolean }[] = [];
  let seconds = 0;
  const channels = ['http.client.request.start', 'undici:request:create'];
  for (let run = 0; run < runs; run++) {
    const deliveries = [Date.now()];
    const execution = await pipeline.startExecution(input);
    for (const channel of channels) subscribe(channel, count);
    const began = performance.now();
    for await (const { type, timestamp } of execution.events({ logs })) {
      const now = Date.now();
      const at = timestamp.getTime();
      const isLine = type === 'JobLogLine';
      const isInBurst = deliveries.some((delivery) => delivery <= at && at <= delivery + BURST_MILLIS);
      delays.push({ millis: now - at, isLine, isInBurst });
      if (!isLine) deliveries.push(now);
    }
    seconds += (performance.now() - began) / 1000;
    for (const channel of channels) unsubscribe(channel, count);
  }
  pipeline.destroy();
  const events = delays.filter(({ isLine }) => !isLine);
  return {
    events: delaysOf(events),
    inBursts: delaysOf(events.filter(({ isInBurst }) => isInBurst)),
    lines: delaysOf(delays.filter(({ isLine }) => isLine)),
    requestsPerSecond: requests / seconds,
  };
}

function delaysOf(delays: readonly { readonly millis: number }[]): Delays | undefined {
  if (delays.length === 0) return undefined;
  const millis = delays.map((delay) => delay.millis);
  return { median: quantile(millis, 0.5), p95: quantile(millis, 0.95), worst: Math.max(...millis) };
}
