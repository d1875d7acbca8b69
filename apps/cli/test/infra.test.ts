import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Project, temporaryProject } from './project.ts';

describe('the help of stepmaker', () => {
  let project: Project;

  beforeEach(() => {
    project = temporaryProject();
  });
  afterEach(() => project[Symbol.dispose]());

  it.each(['deploy', 'diff', 'cost', 'destroy'])(
    '%s passes what follows -- to Nx, and names no option of the CDK',
    async (verb) => {
      const { exitCode, stdout } = await project.stepmaker([verb, '--help']);

      expect(exitCode).toBe(0);
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`nx-options after --: options of "nx ${verb} infra"`);
      expect(stdout).not.toMatch(/CDK|--no-rollback/);
    },
  );
});

describe('stepmaker cost', () => {
  let project: Project;

  beforeAll(() => {
    project = temporaryProject();
  });
  afterAll(() => project[Symbol.dispose]());

  it('prints one JSON value for a stage, a region and a length of jobs', async () => {
    const args = ['cost', '--json', '--minutes', '30', '--stage', 'dev', '--region', 'us-east-1'];
    const { exitCode, stdout } = await project.stepmaker(args);

    expect(stdout).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(stdout)).toMatchObject({ region: 'us-east-1' });
    expect(exitCode).toBe(0);
  });

  it('shows why a file with prices cannot be read', async () => {
    const { exitCode, stdout, stderr } = await project.stepmaker(['cost', '--json', '--prices', 'none.json']);

    expect(`${stdout}${stderr}`).toContain('none.json');
    expect(exitCode).toBe(1);
  });

  it('refuses a stack that the project infra does not have', async () => {
    const { exitCode, stderr } = await project.stepmaker(['diff', '--stack', 'other']);

    expect(stderr).toMatch(/--stack other: the project infra has the stacks ml-pipeline, ml-pipeline-dev, .*ml-pipeline-prod/);
    expect(stderr).toContain('aws cloudformation create-stack');
    expect(exitCode).toBe(1);
  });
});

describe('stepmaker deploy and destroy, on the embedded AWS,', () => {
  let project: Project;
  let port: string;

  beforeAll(async () => {
    project = temporaryProject();
    const { stdout } = await project.stepmaker(['local', '--detach', '--no-deploy', '--port', '0', '--quiet']);
    port = new URL(stdout.trim()).port;
  });
  afterAll(async () => {
    await project.stepmaker(['local', 'reset', '--yes']);
    project[Symbol.dispose]();
  });

  it('make the stack of a stage with parameters, find it by its name, and remove it', async () => {
    const local = ['--port', port, '--stack', 'ml-pipeline-dev', '--yes'];
    const deployed = await project.stepmaker(['deploy', ...local, '--parameter', 'LogRetentionDays=7']);
    expect(`${deployed.exitCode} ${deployed.stderr}`).toMatch(/^0 /);
    const diff = await project.stepmaker(['diff', '--', '--parameters', 'LogRetentionDays=7']);
    expect(diff.stderr).toMatch(/used last here/);
    expect(diff.exitCode).toBe(0);
    const doctor = await project.stepmaker(['doctor', '--json']);
    expect(JSON.stringify(JSON.parse(doctor.stdout))).toContain('ml-pipeline-dev');

    const destroyed = await project.stepmaker(['destroy', ...local]);
    expect(destroyed.exitCode).toBe(0);
    expect((await project.stepmaker(['local', 'status', '--json'])).stdout).toContain('"stacks":[]');
  });
});
