/**
 * Prints what the embedded AWS costs over the wire, beside other emulators in the same run: `nx bench emulator`. Peers are installed from
 * their registries first; one that cannot be installed is listed as not run. `--peers ministack,moto` chooses them. `--smoke` measures
 * each subject once, without peers and bars, which shows that the benchmark works.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as measures from './measures.ts';
import { fakecloud } from './peers/fakecloud.ts';
import { ministack } from './peers/ministack.ts';
import { moto } from './peers/moto.ts';
import type { Peer } from './peers/peer.ts';
import { stepmaker } from './peers/stepmaker.ts';
import { Report, type Subject } from './report.ts';
import { RunningPeer } from './running-peer.ts';
import { FULL_SIZE, type Size, SMOKE_SIZE } from './size.ts';
import { median } from './statistics.ts';

const SMOKE = process.argv.includes('--smoke');
const size = SMOKE ? SMOKE_SIZE : FULL_SIZE;
const chosen = process.argv[2] === '--peers' ? (process.argv[3] ?? '').split(',') : undefined;
const peers = [ministack, moto, fakecloud].filter(({ name }) => chosen?.includes(name) ?? true);
const directory = mkdtempSync(join(tmpdir(), 'stepmaker-bench-'));
const report = new Report(stepmaker.name, { judges: !SMOKE });

/** The median of some starts, each with an empty directory, or each on the data of the one before. */
async function startOf(peer: Peer, data?: string): Promise<measures.Figure> {
  const times: number[] = [];
  for (let i = 0; i < size.starts; i += 1) {
    const server = await RunningPeer.start(peer, data ?? join(directory, `${peer.name}-start-${i}`));
    times.push(server.startMillis);
    await server.end();
  }
  return { value: median(times) };
}

async function each(
  servers: readonly RunningPeer[],
  what: Subject,
  measure: (server: RunningPeer, size: Size) => Promise<measures.Figure>,
): Promise<void> {
  for (const server of servers) {
    try {
      report.add(what, server.peer.name, await measure(server, size));
    } catch (error) {
      report.miss(what, server.peer.name, (error as Error).message);
    }
  }
  report.print(what);
}

const usable = [stepmaker, ...peers].filter((peer) => {
  try {
    if (SMOKE && peer !== stepmaker) throw new Error('a smoke run has no peers');
    peer.prepare();
    return true;
  } catch (error) {
    if (peer === stepmaker) throw error;
    report.skip(peer.name, (error as Error).message);
    return false;
  }
});
report.skip('floci', 'no registry has its server: it comes as an image for Docker and as a download');

const servers: RunningPeer[] = [];
try {
  const first = { name: 'start to first answer', unit: 'ms', bar: { atMost: 250 } };
  for (const peer of usable) report.add(first, peer.name, await startOf(peer));
  report.print(first);
  for (const peer of usable) servers.push(await RunningPeer.start(peer, join(directory, peer.name)));
  await sleep(size.idleMillis);
  await each(servers, { name: 'memory, idle', unit: 'MiB', bar: { atMost: 90 } }, measures.memory);
  for (const { wire } of servers) await wire.createRole('bench');
  await each(servers, { name: 'StartExecution', unit: 'ms', bar: { atMost: 1 } }, measures.startLatency);
  const twenty = { timesBetterThan: 'ministack', times: 20 };
  await each(servers, { name: '500 Pass states', unit: 'ms', bar: twenty }, measures.chain);
  await each(servers, { name: 'inline Map, 1,000 items', unit: 'ms', bar: twenty }, measures.map);
  await each(servers, { name: 'state transitions', unit: '/s' }, measures.throughput);
  await each(servers, { name: 'executions', unit: '/s' }, measures.executions);
  await each(servers, { name: 'memory after them', unit: 'MiB', bar: { atMost: 150 } }, measures.memory);
  await each(
    servers,
    { name: `DescribeExecution p99, ${size.atOnce} executions of 20 states`, unit: 'ms', bar: { atMost: 50 } },
    measures.manyAtOnce,
  );
  await each(
    servers,
    { name: 'DescribeExecution p99 beside an endless loop', unit: 'ms', bar: { atMost: 50 } },
    measures.besideEndlessLoop,
  );
  for (const server of servers) await server.end();
  const again = { name: `start with ${size.executions} executions in the store`, unit: 'ms', bar: { atMost: 250 } };
  report.add(again, stepmaker.name, await startOf(stepmaker, join(directory, stepmaker.name)));
  report.print(again);
} finally {
  for (const server of servers) await server.end();
  rmSync(directory, { recursive: true, force: true });
}
if (report.missed.length > 0) {
  process.stderr.write(`below the bar: ${report.missed.join(', ')}\n`);
  process.exitCode = 1;
}
