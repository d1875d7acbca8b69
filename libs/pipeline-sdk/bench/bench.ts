import { eventLatency } from './event-latency.ts';
import { importCost } from './import-cost.ts';
import { latency, throughput } from './predictions.ts';
import { serveModel } from './served-model.ts';

/** `npx nx bench pipeline-sdk`: what the SDK costs over the AWS clients that it stands on, side by side in one run. */
const line = (what: string, measured: string, bar: string): void => console.log(`${what.padEnd(34)}${measured.padEnd(52)}${bar}`);

const { bare, added } = importCost();
line(
  'import, over two AWS clients',
  `+${added.millis.toFixed(1)} ms over ${bare.millis.toFixed(1)} ms, +${added.megabytes.toFixed(2)} MB`,
  '≤ 60 ms, ≤ 5 MB',
);

await using served = await serveModel();
const one = await latency(served, 600);
line(
  'predict, over the bare client',
  `× ${(one.sdk / one.bare).toFixed(3)} (${one.bare.toFixed(2)} ms, ${one.sdk.toFixed(2)} ms)`,
  '≤ 1.05',
);

const many = await throughput(served, 6);
line(
  'predictMany, 10,000 instances',
  `× ${(many.sdk / many.bare).toFixed(3)} (${many.bare.toFixed(0)}/s, ${many.sdk.toFixed(0)}/s)`,
  '≥ 0.90',
);

for (const logs of [false, true]) {
  const { median, p95, worst, requestsPerSecond } = await eventLatency(served, logs);
  line(
    logs ? 'events, with log lines' : 'events',
    `${median} ms, p95 ${p95} ms, worst ${worst} ms, ${requestsPerSecond.toFixed(2)} requests/s`,
    '≤ 300 ms, ≤ 2/s',
  );
}
