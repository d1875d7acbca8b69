/**
 * Prints how much the embedded AWS adds to the pipeline's jobs, alternating with the bare jobs: `nx bench e2e`. With `--smoke` it runs
 * one round on 40 rows, which shows that the benchmark works.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runBareJobs } from './bare-jobs.ts';
import { smallTable } from './small-table.ts';

const SMOKE = process.argv.includes('--smoke');
const ROUNDS = SMOKE ? 1 : 3;
const MAIN = fileURLToPath(new URL('../../apps/cli/bin/stepmaker.mjs', import.meta.url));
const python = process.env['STEPMAKER_PYTHON'] ?? fileURLToPath(new URL('../../.venv/bin/python', import.meta.url));

/** A cold run in a new process: starts the embedded AWS, deploys, runs the pipeline, sends the endpoint one request, and ends. */
async function runPipeline(
  directory: string,
  seed: number,
  data: string | undefined,
): Promise<{ wall: number; pipeline: number }> {
  const began = performance.now();
  const args = [MAIN, 'start', '--once', '--json', '--port', '0', '--seed', String(seed)];
  if (data !== undefined) args.push('--data', data, '--target', 'y');
  const child = spawn(process.execPath, [...args, '--data-dir', join(directory, `data-${seed}`)], {
    env: { ...process.env, STEPMAKER_PYTHON: python },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  let stdout = '';
  for await (const chunk of child.stdout) stdout += chunk;
  const wall = performance.now() - began;
  const last = stdout.trimEnd().split('\n').at(-1);
  if (!last?.startsWith('{')) throw new Error(`stepmaker start printed no result: ${stderr}`);
  const { status, timings } = JSON.parse(last) as { status: string; timings: { total: number } };
  if (status !== 'SUCCEEDED') throw new Error(`the pipeline ended in ${status}: ${stderr}`);
  return { wall, pipeline: timings.total * 1000 };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

const bare: number[] = [];
const cold: number[] = [];
const within: number[] = [];
const directory = mkdtempSync(join(tmpdir(), 'stepmaker-bench-'));
try {
  const data = SMOKE ? join(directory, 'small.csv') : undefined;
  if (data === undefined) await runBareJobs(python, 0);
  else writeFileSync(data, smallTable());
  for (let round = 0; round < ROUNDS; round += 1) {
    const running = runBareJobs(python, round, data);
    // Times that are compared are measured one after the other; a smoke run compares nothing.
    if (!SMOKE) await running;
    const [{ wall, pipeline }, millis] = await Promise.all([runPipeline(directory, round, data), running]);
    bare.push(millis);
    cold.push(wall);
    within.push(pipeline);
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
const [b, c, w] = [bare, cold, within].map(median) as [number, number, number];
process.stdout.write(
  [
    `three jobs, a server start, one request, bare    ${(b / 1000).toFixed(2)} s`,
    `the execution on the embedded AWS                ${(w / 1000).toFixed(2)} s   ${(w / b).toFixed(2)} ×`,
    `all of it, cold: start, deploy, run, ask, stop   ${(c / 1000).toFixed(2)} s   ${(c / b).toFixed(2)} ×, ${((c - b) / 1000).toFixed(2)} s over`,
    '',
  ].join('\n'),
);
