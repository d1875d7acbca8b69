import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pipelineDefinition, pipelineVariant } from '@stepmaker/asl/pipeline';
import { decodeFiles } from '@stepmaker/pipeline-artifacts';
import { MAX_TEMPLATE_BODY_BYTES } from '@stepmaker/stack-deployer';
import { CloudAssembly, type CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADD_ONS } from '../src/stages/stage-config.ts';
import { measureTemplate, PART_BUDGETS } from '../src/template-size.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

let directory: string;
let assembly: CloudAssembly;
let stack: CloudFormationStackArtifact;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'infra-synth-'));
  await synthesise('one', { TZ: 'UTC' });
  assembly = new CloudAssembly(join(directory, 'one'));
  stack = assembly.stacksRecursively[0] as CloudFormationStackArtifact;
});

afterAll(() => rm(directory, { recursive: true, force: true }));

async function synthesise(name: string, env: NodeJS.ProcessEnv): Promise<void> {
  await run(process.execPath, ['--conditions=@stepmaker/source', join(PROJECT, 'src/main.ts')], {
    cwd: directory,
    env: { PATH: process.env['PATH'], CDK_OUTDIR: join(directory, name), ...env },
  });
}

/** Hashes say whether files are equal; the files themselves are too long to be shown. */
async function hashesIn(name: string): Promise<Record<string, string>> {
  const root = join(directory, name);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(await Promise.all(files.sort().map(async (file) => [file.slice(root.length), await hashOf(file)])));
}

async function hashOf(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

describe('the cloud assembly', () => {
  it('is the same to the byte, wherever and whenever it is made', async () => {
    await synthesise('two', { TZ: 'Pacific/Auckland', AWS_REGION: 'eu-west-1', CDK_DEFAULT_ACCOUNT: '123456789012' });

    expect(await hashesIn('two')).toEqual(await hashesIn('one'));
  });

  it('is the same with every add-on too, each of them a stack', async () => {
    const CDK_CONTEXT_JSON = JSON.stringify({ with: ADD_ONS.join(',') });
    await synthesise('all', { CDK_CONTEXT_JSON, TZ: 'UTC' });
    await synthesise('all again', { CDK_CONTEXT_JSON, TZ: 'Pacific/Auckland', AWS_REGION: 'eu-west-1' });

    const stackNames = new CloudAssembly(join(directory, 'all')).stacksRecursively.map(({ stackName }) => stackName);
    expect(stackNames.sort()).toEqual(['ml-pipeline', ...ADD_ONS.map((name) => `ml-pipeline-${name}`)].sort());
    expect(await hashesIn('all again')).toEqual(await hashesIn('all'));
  });

  it('has one stack for any account and region, unless more are asked for', () => {
    expect(assembly.stacksRecursively.map(({ stackName, environment }) => [stackName, environment.name])).toEqual([
      ['ml-pipeline', 'aws://unknown-account/unknown-region'],
    ]);
  });

  it('needs no bootstrap: no role to assume, no asset, nothing to upload', () => {
    const { assumeRoleArn, cloudFormationExecutionRoleArn, requiresBootstrapStackVersion, stackTemplateAssetObjectUrl, assets } =
      stack;

    expect({
      assumeRoleArn,
      cloudFormationExecutionRoleArn,
      requiresBootstrapStackVersion,
      stackTemplateAssetObjectUrl,
      assets,
    }).toEqual({
      assumeRoleArn: undefined,
      cloudFormationExecutionRoleArn: undefined,
      requiresBootstrapStackVersion: undefined,
      stackTemplateAssetObjectUrl: undefined,
      assets: [],
    });
    expect(JSON.stringify(stack.manifest)).not.toMatch(/asset|assumeRole|arn:/i);
  });

  it('is what the CDK CLI makes, with no account and no network', async () => {
    const cli = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
    const path = `${join(process.execPath, '..')}:${process.env['PATH']}`;

    await run(process.execPath, [cli, 'synth', '--quiet', '--output', join(directory, 'cli')], {
      cwd: PROJECT,
      env: { PATH: path, HOME: directory, HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9', CI: 'true' },
    });

    const [byCli] = new CloudAssembly(join(directory, 'cli')).stacksRecursively;
    expect(await hashOf(byCli?.templateFullPath ?? '')).toBe(await hashOf(stack.templateFullPath));
  }, 180_000);
});

describe('the template', () => {
  it('is small enough for --template-body', async () => {
    const json = await readFile(stack.templateFullPath, 'utf8');

    expect(Buffer.byteLength(json)).toBeLessThanOrEqual(MAX_TEMPLATE_BODY_BYTES);
  });

  it('keeps each part within its budget', () => {
    const { parts } = measureTemplate(stack.template);

    const over = Object.entries(parts).filter(([part, size]) => size > PART_BUDGETS[part as keyof typeof parts]);
    expect(over).toEqual([]);
  });

  it('holds the four scripts and the very definition of @stepmaker/asl, in a separate place for each version', () => {
    const { Files, PipelineStateMachine } = stack.template.Resources;
    const files = decodeFiles(Files.Properties.Files);

    const { DefinitionS3Location, DefinitionSubstitutions } = PipelineStateMachine.Properties;
    expect(DefinitionSubstitutions.CodePrefix).toMatch(/^code\/[0-9a-f]{12}$/);
    const [key] = DefinitionS3Location.Key['Fn::Sub'];
    expect(key).toMatch(/^state-machine\/[0-9a-f]{12}\/pipeline\$\{Vpc\}\$\{Kms\}\.asl\.json$/);
    const keyOf = (ending: string, machine = 'pipeline'): string => key.replace('pipeline${Vpc}${Kms}', `${machine}${ending}`);
    expect(Object.keys(files)).toEqual([
      'raw-data/README.txt',
      ...['inference.py', 'preprocess.py', 'train.py', 'evaluate.py'].map(
        (name) => `${DefinitionSubstitutions.CodePrefix}/${name}`,
      ),
      ...['', '-vpc', '-kms', '-vpc-kms'].flatMap((ending) =>
        ['pipeline', 'deployment'].map((machine) => keyOf(ending, machine)),
      ),
    ]);
    expect(JSON.parse(`${files[keyOf('')]}`)).toEqual(pipelineDefinition);
    expect(JSON.parse(`${files[keyOf('-vpc-kms')]}`)).toEqual(pipelineVariant({ hasVpc: true, hasKmsKey: true }));
  });
});
