import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type MlScriptName, mlScriptFile } from '@stepmaker/pipeline-artifacts';

const MODEL_SERVER = fileURLToPath(new URL('../../libs/sagemaker-jobs/python/model_server.py', import.meta.url));

/**
 * Runs the pipeline's three jobs, a model server's start and one request with nothing around them. Returns the milliseconds.
 *
 * @param data a CSV file whose last column is the target; without it, the sample that preprocessing makes
 */
export async function runBareJobs(python: string, seed: number, data?: string): Promise<number> {
  const base = mkdtempSync(join(tmpdir(), 'stepmaker-bare-'));
  try {
    const began = performance.now();
    const prepared = await preprocess(python, join(base, 'preprocess'), seed, data);
    const model = await train(python, join(base, 'train'), prepared, seed);
    await evaluate(python, join(base, 'evaluate'), prepared, model, seed);
    await serve(python, join(base, 'serve'), model, join(prepared, 'test/schema.json'));
    return performance.now() - began;
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

async function preprocess(python: string, base: string, seed: number, data: string | undefined): Promise<string> {
  mkdirSync(join(base, 'processing/input/data'), { recursive: true });
  if (data !== undefined) cpSync(data, join(base, 'processing/input/data/data.csv'));
  await job(python, 'preprocess.py', base, ['--seed', String(seed), '--test-fraction', '0.2']);
  return join(base, 'processing/output');
}

async function train(python: string, base: string, prepared: string, seed: number): Promise<string> {
  for (const directory of ['input/config', 'input/data/code', 'model', 'output'])
    mkdirSync(join(base, directory), { recursive: true });
  cpSync(join(prepared, 'train'), join(base, 'input/data/train'), { recursive: true });
  cpSync(mlScriptFile('inference.py'), join(base, 'input/data/code/inference.py'));
  writeFileSync(join(base, 'input/config/hyperparameters.json'), JSON.stringify({ seed: String(seed) }));
  await job(python, 'train.py', base, []);
  await run('tar', ['-czf', join(base, 'model.tar.gz'), '-C', join(base, 'model'), '.']);
  return join(base, 'model.tar.gz');
}

async function evaluate(python: string, base: string, prepared: string, model: string, seed: number): Promise<void> {
  mkdirSync(join(base, 'processing/input/model'), { recursive: true });
  cpSync(model, join(base, 'processing/input/model/model.tar.gz'));
  cpSync(join(prepared, 'test'), join(base, 'processing/input/test'), { recursive: true });
  await job(python, 'evaluate.py', base, ['--seed', String(seed)]);
}

async function serve(python: string, base: string, model: string, schemaFile: string): Promise<void> {
  mkdirSync(join(base, 'model'), { recursive: true });
  await run('tar', ['-xzf', model, '-C', join(base, 'model')]);
  const portFile = join(base, 'port');
  const env = {
    ...childEnvironment(base),
    SAGEMAKER_PROGRAM: 'inference.py',
    SAGEMAKER_SUBMIT_DIRECTORY: join(base, 'model/code'),
    STEPMAKER_PORT_FILE: portFile,
  };
  const server = spawn(python, [MODEL_SERVER], { env, stdio: 'ignore' });
  try {
    const port = await portIn(portFile);
    const { features } = JSON.parse(readFileSync(schemaFile, 'utf8')) as { features: readonly { readonly name: string }[] };
    // The request of the pipeline's smoke test: every feature is unknown.
    const instance = Object.fromEntries(features.map(({ name }) => [name, null]));
    const answer = await fetch(`http://127.0.0.1:${port}/invocations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ instances: [instance] }),
    });
    if (answer.status !== 200) throw new Error(`the model server answered ${answer.status}: ${await answer.text()}`);
  } finally {
    server.kill('SIGKILL');
  }
}

async function portIn(file: string): Promise<string> {
  for (;;) {
    try {
      const port = readFileSync(file, 'utf8').trim();
      if (port !== '') return port;
    } catch {
      // The server has not bound its port yet.
    }
    await sleep(2);
  }
}

function childEnvironment(base: string): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', HOME: base, SAGEMAKER_BASE_DIR: base };
}

function job(python: string, script: MlScriptName, base: string, args: readonly string[]): Promise<void> {
  return run(python, ['-B', mlScriptFile(script), ...args], childEnvironment(base));
}

async function run(
  command: string,
  args: readonly string[],
  env: Record<string, string> = { PATH: process.env['PATH'] ?? '' },
): Promise<void> {
  const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${stderr}`);
}
