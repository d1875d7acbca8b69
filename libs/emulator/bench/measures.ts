import { isDeepStrictEqual } from 'node:util';
import { countEvents, createMachine, type Described, run, start, untilSucceeded } from './executions.ts';
import {
  endlessLoop,
  inlineMap,
  mapItems,
  passChain,
  TWENTY_STATES_INPUT,
  TWENTY_STATES_OUTPUT,
  twentyStates,
} from './machines.ts';
import { Probe } from './probe.ts';
import type { RunningPeer } from './running-peer.ts';
import type { Size } from './size.ts';
import { median, percentile } from './statistics.ts';

/** A number with what must be said to understand it. */
export interface Figure {
  readonly value: number;
  readonly note?: string;
}

/** Time limit of a peer for one measure: results until then count. */
const SECONDS = 10;

function deadline(seconds = SECONDS): number {
  return performance.now() + seconds * 1000;
}

/** From StartExecution to SUCCEEDED, in milliseconds: the median of many. */
async function timeOf(server: RunningPeer, { rounds }: Size, name: string, definition: object, input: string): Promise<Figure> {
  const machine = await createMachine(server, name, definition);
  const until = deadline();
  const first = await start(server, machine, input);
  await untilSucceeded(server, first, until);
  for (let i = 0; i < rounds && performance.now() < until - SECONDS * 900; i += 1) await run(server, machine, input, until);
  const times: number[] = [];
  const computed = server.computedMillis;
  while (times.length < rounds && (times.length === 0 || performance.now() < until - SECONDS * 500))
    times.push(await run(server, machine, input, deadline()));
  const each = (server.computedMillis - computed) / times.length;
  return { value: median(times), note: `${await countEvents(server, first)} events, ${each.toFixed(1)} ms of computing` };
}

/** A chain of 500 `Pass` states. */
export function chain(server: RunningPeer, size: Size): Promise<Figure> {
  return timeOf(server, size, 'chain', passChain(500), '{}');
}

/** An inline Map over 1,000 items. */
export function map(server: RunningPeer, size: Size): Promise<Figure> {
  return timeOf(server, size, 'map', inlineMap, mapItems(1000));
}

/** StartExecution, one call after another: the median in milliseconds. */
export async function startLatency(server: RunningPeer, { requests }: Size): Promise<Figure> {
  const machine = await createMachine(server, 'latency', passChain(5));
  const until = deadline(10);
  const times: number[] = [];
  const computed = server.computedMillis;
  while (times.length < requests && performance.now() < until) {
    const began = performance.now();
    await start(server, machine, '{"a":1}');
    times.push(performance.now() - began);
  }
  const warm = times.slice(Math.floor(times.length / 6));
  const each = (server.computedMillis - computed) / times.length;
  return {
    value: median(warm),
    note: `p99 ${percentile(warm, 0.99).toFixed(2)} ms, ${each.toFixed(2)} ms of computing with the execution`,
  };
}

/** State transitions a second: a hundred executions of 500 states at once, again and again. */
export async function throughput(server: RunningPeer, { chains }: Size): Promise<Figure> {
  const machine = await createMachine(server, 'throughput', passChain(500));
  const began = performance.now();
  const until = deadline(10);
  let ended = 0;
  while (ended < chains && performance.now() < until) {
    const arns = await Promise.all(Array.from({ length: Math.min(100, chains) }, () => start(server, machine, '{"a":1}')));
    for (const arn of arns) await untilSucceeded(server, arn, deadline(120));
    ended += arns.length;
  }
  const seconds = (performance.now() - began) / 1000;
  return { value: (ended * 500) / seconds, note: `${ended} executions of 500 states` };
}

/** Executions a second, as ones of five states are started a hundred at a time. */
export async function executions(server: RunningPeer, size: Size): Promise<Figure> {
  const machine = await createMachine(server, 'executions', passChain(5));
  const began = performance.now();
  const until = deadline();
  let started = 0;
  let last: readonly string[] = [];
  while (started < size.executions && performance.now() < until) {
    last = await Promise.all(Array.from({ length: Math.min(100, size.executions) }, () => start(server, machine, '{"a":1}')));
    started += last.length;
  }
  for (const arn of last) await untilSucceeded(server, arn, deadline());
  return { value: (started * 1000) / (performance.now() - began), note: `${started} executions of 5 states` };
}

/** The server's memory in MiB. */
export async function memory(server: RunningPeer): Promise<Figure> {
  return { value: server.residentMebibytes ?? Number.NaN };
}

/** Executions of twenty states at once; p99 of DescribeExecution in milliseconds, and how many ended as they should. */
export async function manyAtOnce(server: RunningPeer, { atOnce }: Size): Promise<Figure> {
  const machine = await createMachine(server, 'twenty', twentyStates());
  const probe = new Probe(server.wire.url);
  const began = performance.now();
  const until = deadline(60);
  const arns: string[] = [];
  while (arns.length < atOnce && performance.now() < until) {
    const started = await Promise.all(
      Array.from({ length: Math.min(50, atOnce) }, () => start(server, machine, TWENTY_STATES_INPUT)),
    );
    arns.push(...started);
    for (const arn of started) probe.add(arn);
  }
  let right = 0;
  for (const arn of arns) {
    const described = await untilSucceeded(server, arn, until).catch((error: Error): Described => ({ status: error.message }));
    if (isDeepStrictEqual(described.output && JSON.parse(described.output), TWENTY_STATES_OUTPUT)) right += 1;
  }
  const seconds = (performance.now() - began) / 1000;
  const times = await probe.end();
  return {
    value: percentile(times, 0.99),
    note: `${right} of ${atOnce} right in ${seconds.toFixed(1)} s, ${times.length} asked`,
  };
}

/** DescribeExecution beside a state machine in an endless loop: p99 in milliseconds. The last of all, since some never stop it. */
export async function besideEndlessLoop(server: RunningPeer, { loopSeconds }: Size): Promise<Figure> {
  const machine = await createMachine(server, 'endless', endlessLoop);
  const other = await start(server, await createMachine(server, 'other', passChain(1)), '{}');
  const probe = new Probe(server.wire.url);
  probe.add(other);
  const until = deadline(loopSeconds);
  let hot = 0;
  while (performance.now() < until) {
    const executionArn = await start(server, machine, '{}');
    hot += 1;
    for (;;) {
      const { status } = await server.wire.call<Described>('DescribeExecution', { executionArn });
      if (status !== 'RUNNING' || performance.now() > until) break;
    }
  }
  const times = await probe.end();
  return { value: percentile(times, 0.99), note: `${hot} loops run in ${loopSeconds} s` };
}
