import { writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkCase } from './check-case.ts';

// Checks what must hold for every definition and input on many drawn ones: nx run asl-interpreter:fuzz --cases=100000 --seed=1
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    seed: { type: 'string' },
    failures: { type: 'string', default: '20' },
    trace: { type: 'boolean', default: false },
  },
});
const cases = Number(values.cases);
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const max = Number(values.failures);
console.log(`${cases} cases from seed ${seed}; one of them again: --seed=<its seed> --cases=1`);

const counts = new Map<string, number>();
const slow: string[] = [];
let events = 0;
let failures = 0;
for (let at = seed; at < seed + cases && failures < max; at += 1) {
  const began = performance.now();
  if (values.trace) writeSync(1, `seed ${at}\n`);
  try {
    const { what, events: written, accepted } = await checkCase(at);
    events += written;
    const kind = `${accepted ? 'accepted' : 'not accepted'}, ${what}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  } catch (error) {
    failures += 1;
    console.log(`seed ${at}: ${(error as Error).stack}`);
  }
  const took = performance.now() - began;
  if (took > 2000) slow.push(`seed ${at}: ${took.toFixed(0)} ms`);
  if ((at - seed) % 10_000 === 9999) console.log(`  ${at - seed + 1} cases, ${events} events, ${failures} failures`);
}
for (const [kind, count] of [...counts].sort()) console.log(`${kind}: ${count}`);
if (slow.length > 0) console.log(`slow:\n  ${slow.join('\n  ')}`);
console.log(`${events} events, ${failures} failures`);
process.exitCode = failures > 0 ? 1 : 0;
