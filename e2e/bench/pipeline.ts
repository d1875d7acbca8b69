/** Prints how much the embedded AWS adds to the pipeline's jobs, in turns with the bare jobs: `nx bench e2e`. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runBareJobs } from './bare-jobs.ts';

const ROUNDS = 3;
const MAIN = fileURLToPath(new URL('../../apps/cli/bin/stepmaker.mjs', import.meta.url));
const python = process.env['STEPMAKER_PYTHON'] ?? fileURLToPath(new URL('../../.venv/bin/python', import.meta.url));

/** A cold run: a process of its own starts the embedded AWS, deploys, runs the pipeline, asks the endpoint once, and ends. */
async function runPipeline(seed: number): Promise<{ wall: number; pipeline: number }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'stepmaker-bench-'));
  try {
    const began = performance.now();
    const args = [MAIN, 'start', '--once', '--json', '--port', '0'];
    const child = spawn(process.execPath, [...args, '--seed', String(seed), '--data-dir', join(dataDir, 'data')], {
      env: { ...process.env, STEPMAKER_PYTHON: python },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let stdout = '';
    for await (const chunk of child.stdout) stdout += chunk;
    const wall = performance.now() - began;
    const { status, timings } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as {
      status: string;
      timings: { total: number };
    };
    if (status !== 'SUCCEEDED') throw new Error(`the pipeline ended in ${status}`);
    return { wall, pipeline: timings.total * 1000 };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

const bare: number[] = [];
const cold: number[] = [];
const within: number[] = [];
await runBareJobs(python, 0);
for (let round = 0; round < ROUNDS; round += 1) {
  bare.push(await runBareJobs(python, round));
  const { wall, pipeline } = await runPipeline(round);
  cold.push(wall);
  within.push(pipeline);
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
