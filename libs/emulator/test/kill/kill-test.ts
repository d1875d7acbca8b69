/** Kills a server many times: `nx run emulator:kill-test --rounds=200 --seed=1`. Prints the seed, and what came of it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killRounds } from './kill-rounds.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '200' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) } },
});
const rounds = Number(values.rounds);
const seed = Number(values.seed);
process.stdout.write(`${rounds} kills, seed ${seed}\n`);
const dataDir = mkdtempSync(join(tmpdir(), 'stepmaker-kill-'));
const began = performance.now();
const { problems, ...report } = await killRounds({ dataDir, rounds, seed, report: (line) => process.stdout.write(`${line}\n`) });
process.stdout.write(`${JSON.stringify(report)} in ${((performance.now() - began) / 1000).toFixed(0)} s, seed ${seed}\n`);
if (problems.length === 0) {
  rmSync(dataDir, { recursive: true, force: true });
  process.stdout.write('no finished state ran again, nothing was lost\n');
} else {
  process.stdout.write(`${problems.length} problems; the data is kept in ${dataDir}\n${problems.join('\n')}\n`);
  process.exitCode = 1;
}
