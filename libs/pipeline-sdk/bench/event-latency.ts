import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { PipelineClient } from '@stepmaker/pipeline-sdk';
import { quantile } from './figures.ts';
import type { ServedModel } from './served-model.ts';

/** How long after they happened events reached the iterator, in milliseconds, and how many requests a second that took. */
export interface EventLatency {
  readonly median: number;
  readonly p95: number;
  readonly worst: number;
  readonly requestsPerSecond: number;
}

/** Follows one execution from its start to its end. */
export async function eventLatency({ config, stackName }: ServedModel, logs: boolean): Promise<EventLatency> {
  const pipeline = new PipelineClient({ ...config, stackName });
  let requests = 0;
  const count = (): void => {
    requests += 1;
  };
  const execution = await pipeline.startExecution();
  const channels = ['http.client.request.start', 'undici:request:create'];
  for (const channel of channels) subscribe(channel, count);
  const began = performance.now();
  const delays: number[] = [];
  for await (const { timestamp } of execution.events({ logs })) delays.push(Date.now() - timestamp.getTime());
  const seconds = (performance.now() - began) / 1000;
  for (const channel of channels) unsubscribe(channel, count);
  pipeline.destroy();
  return {
    median: quantile(delays, 0.5),
    p95: quantile(delays, 0.95),
    worst: Math.max(...delays),
    requestsPerSecond: requests / seconds,
  };
}
