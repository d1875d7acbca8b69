import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalPipeline, startLocal } from '@stepmaker/pipeline-local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Project, temporaryProject } from './project.ts';
import { environment } from './stepmaker.ts';

let project: Project;
let dataDir: string;
let local: LocalPipeline;
let modelDataUrl: string;

const cli = (...args: string[]): ReturnType<Project['stepmaker']> => project.stepmaker(args);

beforeAll(async () => {
  project = temporaryProject();
  dataDir = mkdtempSync(join(tmpdir(), 'stepmaker-data-'));
  local = await startLocal({ dataDir, pythonPath: environment()['STEPMAKER_PYTHON'] as string });
  const { port } = new URL(local.endpointUrl);
  const run = await local.pipeline.startExecution({ Seed: 1 });
  modelDataUrl = (await run.result()).ModelDataUrl;
  await cli('runs', '--port', port);
}, 180_000);
afterAll(async () => {
  await local[Symbol.asyncDispose]();
  project[Symbol.dispose]();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('stepmaker deploy-model', { timeout: 60_000 }, () => {
  it('shows the phases of the deployment, and the endpoint that it updated', async () => {
    const { exitCode, stdout } = await cli('deploy-model', modelDataUrl);

    expect(stdout).toMatch(
      /✓ CreateModel .*\n.*✓ FindEndpoint .*\n.*✓ Deploy .*\n.*✓ SmokeTest .*\n\n {2}Updated the endpoint ml-pipeline-/,
    );
    expect(exitCode).toBe(0);
  });

  it('prints the result as one JSON value, the same for the same name and input', async () => {
    const command = ['deploy-model', modelDataUrl, '--endpoint', 'second', '--name', 'second-deployment', '--json'];
    const first = await cli(...command);
    const again = await cli(...command);

    expect(JSON.parse(first.stdout)).toMatchObject({
      name: 'second-deployment',
      status: 'SUCCEEDED',
      endpointName: 'second',
      endpointAction: 'CREATED',
      formerConfigName: null,
      error: null,
    });
    expect(again.stdout).toBe(first.stdout);
  });

  it('checks the endpoint by a request from a file, and shows the answer', async () => {
    const request = join(project.directory, 'request.json');
    writeFileSync(request, JSON.stringify({ instances: [Array.from({ length: 13 }, () => 1)] }));

    const { exitCode, stdout } = await cli('deploy-model', modelDataUrl, '--endpoint', 'second', '--request', `@${request}`);

    expect(stdout).toMatch(/Updated the endpoint second, which answered -?\d+(\.\d+)?\n/);
    expect(exitCode).toBe(0);
  });

  it('rolls back where the answer is an error, says so, and ends with 1', async () => {
    const { exitCode, stdout } = await cli(
      'deploy-model',
      modelDataUrl,
      '--endpoint',
      'third',
      '--request',
      '{"instances": [[1]]}',
    );

    expect(stdout).toMatch(/✗ SmokeTest .*\n.*✓ RollBack .*\n\n {2}SmokeTestFailed: .*the model takes 13 values/s);
    expect(exitCode).toBe(1);
    await expect(local.pipeline.endpoint('third').describe()).rejects.toThrow('third');
  });

  it('with --detach prints the name and does not wait', async () => {
    const { exitCode, stdout, stderr } = await cli('deploy-model', modelDataUrl, '--name', 'alone', '--detach');

    expect(stdout).toBe('alone\n');
    expect(stderr).toContain('It continues without this process.');
    expect(exitCode).toBe(0);
  });

  it('with --quiet prints the endpoint, or the error, and with --detach --json where the deployment is', async () => {
    const bad = ['--request', '{"instances": [[1]]}'];
    const quiet = await cli('deploy-model', modelDataUrl, '--endpoint', 'second', '--quiet');
    const failed = await cli('deploy-model', modelDataUrl, '--endpoint', 'second', '--quiet', ...bad);
    const detached = await cli('deploy-model', modelDataUrl, '--name', 'alone-as-json', '--detach', '--json');

    expect([quiet.stdout, failed.stdout]).toEqual(['second\n', 'SmokeTestFailed\n']);
    expect([quiet.exitCode, failed.exitCode]).toEqual([0, 1]);
    expect(JSON.parse(detached.stdout)).toEqual({
      name: 'alone-as-json',
      executionArn: expect.stringMatching(/:alone-as-json$/),
      consoleUrl: null,
    });
  });

  it.each([
    [['model.tar.gz'], 1, 'ModelDataUrl: must be an S3 URI such as s3://bucket/model.tar.gz, was model.tar.gz'],
    [['s3://bucket/model.tar.gz', '--instance-type', 'm5.large'], 1, 'EndpointInstanceType: must be an instance type'],
    [['s3://bucket/model.tar.gz', '--request', '[1]'], 1, '--request: must be a JSON object'],
    [['s3://bucket/model.tar.gz', '--request', '@missing.json'], 1, '--request @missing.json: file not found'],
    [['s3://bucket/model.tar.gz', '--name', 'second-deployment'], 6, 'there is a deployment of this name already'],
  ])('refuses %j before anything is started', async (args, code, message) => {
    const { exitCode, stderr } = await cli('deploy-model', ...args);

    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(exitCode).toBe(code);
  });
});
