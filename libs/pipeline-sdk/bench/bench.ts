import { type Delays, eventLatency } from './event-latency.ts';
import { importCost } from './import-cost.ts';
import { latency, throughput } from './predictions.ts';
import { serveModel } from './served-model.ts';

/**
 * Prints what the SDK costs over its AWS clients, side by side in one run: `npx nx bench pipeline-sdk`. With `--smoke` it measures little,
 * which shows that the benchmark works; the execution that it follows finds no data and fails soon.
 */
const SMOKE = process.argv.includes('--smoke');
const IMPORTS = SMOKE ? 1 : 15;
const PREDICTIONS = SMOKE ? 5 : 600;
const [ROUNDS, INSTANCES] = SMOKE ? [1, 400] : [6, 10_000];
const RUNS = SMOKE ? 1 : 5;
const INPUT = SMOKE ? { DatasetUri: 's3://no-such-bucket/none.csv' } : undefined;

const line = (what: string, measured: string, bar: string): void => console.log(`${what.padEnd(40)}${measured.padEnd(52)}${bar}`);

const { bare, added } = importCost(IMPORTS);
line(
  'import, over two AWS clients',
  `+${added.millis.toFixed(1)} ms over ${bare.millis.toFixed(1)} ms, +${added.megabytes.toFixed(2)} MB`,
  '≤ 60 ms, ≤ 5 MB',
);

await using served = await serveModel();
const one = await latency(served, PREDICTIONS);
line(
  'predict, over the bare client',
  `× ${(one.sdk / one.bare).toFixed(3)} (${one.bare.toFixed(2)} ms, ${one.sdk.toFixed(2)} ms)`,
  '≤ 1.05',
);

const many = await throughput(served, ROUNDS, INSTANCES);
line(
  `predictMany, ${INSTANCES.toLocaleString('en-US')} instances`,
  `× ${(many.sdk / many.bare).toFixed(3)} (${many.bare.toFixed(0)}/s, ${many.sdk.toFixed(0)}/s)`,
  '≥ 0.90',
);

for (const logs of [false, true]) {
  const { events, inBursts, lines, requestsPerSecond } = await eventLatency(served, logs, RUNS, INPUT);
  const named = (what: string): string => (logs ? `${what}, with log lines` : what);
  line(named('events while they come'), inWords(inBursts), logs ? '' : 'p95 ≤ 300 ms');
  line(named('all events'), inWords(events), '');
  if (logs) line('log lines', inWords(lines), '');
  line(named('requests'), `${requestsPerSecond.toFixed(2)}/s`, '≤ 2/s');
}

function inWords(delays: Delays | undefined): string {
  return delays === undefined ? 'none' : `median ${delays.median} ms, p95 ${delays.p95} ms, worst ${delays.worst} ms`;
}
