import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testTool } from '@stepmaker/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const MODULE = join(PROJECT, 'terraform');

/** Where a program is: in the judges' environment, or on the path. */
function find(program: string): string | undefined {
  const folders = [join(PROJECT, '../.venv-judges/bin'), ...(process.env['PATH'] ?? '').split(delimiter)];
  return folders.map((folder) => join(folder, program)).find((file) => existsSync(file));
}

function run(
  program: string,
  args: readonly string[],
  cwd: string = PROJECT,
): { readonly status: number | null; readonly output: string } {
  // No one's own settings for Terraform, and nothing said of them.
  const env = { ...process.env, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: '/dev/null' };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8', timeout: 300_000 });
  return { status, output: `${stdout}${stderr}` };
}

const shellcheck = testTool('shellcheck', find('shellcheck'), 'apt-get install shellcheck');
const terraform = testTool('terraform', find('terraform'), 'https://developer.hashicorp.com/terraform/install');
const checkov = testTool('checkov', find('checkov'), 'node scripts/setup/judges.mjs');
const mirror = testTool(
  'mirror of the AWS provider',
  process.env['STEPMAKER_TERRAFORM_PLUGINS'],
  'terraform providers mirror, and its directory in STEPMAKER_TERRAFORM_PLUGINS',
);

describe('the scripts', () => {
  it.skipIf(shellcheck.isMissing)(`have nothing that shellcheck finds${shellcheck.note}`, () => {
    expect(run(shellcheck.path, ['scripts/deploy.sh', 'scripts/destroy.sh'])).toEqual({ status: 0, output: '' });
  });

  it.each(['deploy.sh', 'destroy.sh'])('%s --help says what it does, with examples', (script) => {
    const { status, output } = run('bash', [join(PROJECT, 'scripts', script), '--help']);

    expect(status).toBe(0);
    expect(output).toContain('Usage:');
    expect(output).toContain('Examples:');
  });

  it.each([
    ['deploy.sh', ['--bukket', 'x'], 'unknown option --bukket'],
    ['deploy.sh', ['--bucket'], '--bucket needs a value'],
    ['deploy.sh', ['--parameter', 'LogRetentionDays'], '--parameter takes KEY=VALUE, was LogRetentionDays'],
    ['destroy.sh', ['--all'], 'unknown option --all'],
    ['destroy.sh', ['--stack-name'], '--stack-name needs a value'],
  ])('%s %j is refused', (script, args, words) => {
    const { status, output } = run('bash', [join(PROJECT, 'scripts', script), ...args]);

    expect(status).toBe(2);
    expect(output).toContain(words);
  });
});

describe('the Terraform module', () => {
  let copy: string;

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'stepmaker-module-'));
    cpSync(MODULE, copy, { recursive: true });
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it.skipIf(terraform.isMissing)(`is written as terraform fmt writes${terraform.note}`, () => {
    expect(run(terraform.path, ['fmt', '-check', '-diff', '-recursive'], copy)).toEqual({ status: 0, output: '' });
  });

  it.skipIf(terraform.isMissing || mirror.isMissing)(
    `is valid, and passes its own tests${terraform.note}${mirror.note}`,
    { timeout: 300_000 },
    () => {
      const init = run(terraform.path, ['init', '-no-color', `-plugin-dir=${mirror.path}`], copy);
      expect(init.output).toContain('successfully initialized');

      expect(run(terraform.path, ['validate', '-no-color'], copy).output).toContain('The configuration is valid');
      expect(run(terraform.path, ['test', '-no-color'], copy).output).toMatch(/^Success! 8 passed, 0 failed\.$/m);
    },
  );

  it.skipIf(checkov.isMissing)(
    `has nothing that checkov finds but what is explained${checkov.note}`,
    { timeout: 300_000 },
    () => {
      const { status, output } = run(checkov.path, [
        '-d',
        MODULE,
        '--config-file',
        join(MODULE, '.checkov.yaml'),
        '--compact',
        '--quiet',
        '--skip-download',
      ]);

      expect(output).not.toContain('FAILED');
      expect(status).toBe(0);
    },
  );
});
