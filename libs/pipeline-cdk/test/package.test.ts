import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MlPipeline } from '../src/index.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

let app: string;
let files: string[];

beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'pipeline-cdk-'));
  const scope = join(app, 'node_modules/@stepmaker');
  await mkdir(join(scope, 'pipeline-cdk'), { recursive: true });
  const options = { cwd: PROJECT, env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env['PATH']}` } };
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', app], options);
  const packed = Object.values<{ filename: string; files: { path: string }[] }>(JSON.parse(stdout))[0];
  files = packed?.files.map(({ path }) => path) ?? [];
  await run('tar', ['-xzf', join(app, `${packed?.filename}`), '--strip-components=1', '-C', join(scope, 'pipeline-cdk')]);
  // What npm would install beside it.
  for (const name of ['asl', 'pipeline-artifacts']) await symlink(join(PROJECT, '..', name), join(scope, name));
  for (const name of ['aws-cdk-lib', 'constructs']) {
    await symlink(join(PROJECT, '../../node_modules', name), join(app, 'node_modules', name));
  }
}, 300_000);

afterAll(() => rm(app, { recursive: true, force: true }));

async function synthesise(file: string, source: string, stackName = 'houses'): Promise<string> {
  await writeFile(join(app, file), source);
  await run(process.execPath, [file], { cwd: app, env: { PATH: process.env['PATH'], CDK_OUTDIR: join(app, `${file}.out`) } });
  return readFile(join(app, `${file}.out`, `${stackName}.template.json`), 'utf8');
}

describe('the packed package', () => {
  it('brings code and types, and no test', () => {
    expect(files).toEqual(expect.arrayContaining(['dist/index.js', 'dist/index.d.ts', 'src/index.ts', 'README.md']));
    expect(files.filter((path) => /\.test\.|tsbuildinfo/.test(path))).toEqual([]);
  });

  it('synthesises outside of this workspace what its sources do, from ESM and from CommonJS', async () => {
    const own = new Stack(new App(), 'houses');
    new MlPipeline(own, 'Pipeline', { bucketName: 'houses-data' });
    const body = `const stack = new Stack(new App(), 'houses');
      new MlPipeline(stack, 'Pipeline', { bucketName: 'houses-data' });`;
    const esm = await synthesise(
      'esm.mjs',
      `import { MlPipeline } from '@stepmaker/pipeline-cdk'; import { App, Stack } from 'aws-cdk-lib'; ${body}`,
    );
    const commonJs = await synthesise(
      'common.cjs',
      `const { MlPipeline } = require('@stepmaker/pipeline-cdk'); const { App, Stack } = require('aws-cdk-lib'); ${body}`,
    );

    const resources = ({ Resources }: { readonly Resources: Record<string, { Type: string; Metadata?: unknown }> }): object =>
      Object.fromEntries(
        Object.entries(Resources)
          .filter(([, { Type }]) => Type !== 'AWS::CDK::Metadata')
          .map(([id, { Metadata: _, ...resource }]) => [id, resource]),
      );
    expect(resources(JSON.parse(esm))).toEqual(resources(Template.fromStack(own).toJSON() as never));
    expect(commonJs).toBe(esm);
  }, 180_000);

  it('runs what its README shows', async () => {
    const readme = await readFile(join(PROJECT, 'README.md'), 'utf8');
    const [pipeline = '', deployment = ''] = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, example]) => example);
    const typesOf = (template: string): readonly string[] =>
      Object.values<{ Type: string }>(JSON.parse(template).Resources).map(({ Type }) => Type);

    expect(typesOf(await synthesise('pipeline.mts', pipeline))).toEqual(
      expect.arrayContaining(['AWS::StepFunctions::StateMachine', 'AWS::CloudWatch::Alarm']),
    );
    expect(typesOf(await synthesise('deployment.mts', deployment, 'releases'))).toEqual(
      expect.arrayContaining(['AWS::StepFunctions::StateMachine', 'AWS::IAM::Policy']),
    );
  }, 180_000);
});
