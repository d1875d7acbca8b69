import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const KEYS = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };

/** Runs the command as Nx does, with no terminal, and credentials and a network that lead nowhere. */
function run(args: readonly string[], env: NodeJS.ProcessEnv = KEYS) {
  return spawnSync(
    process.execPath,
    ['--conditions=@stepmaker/source', '--disable-warning=ExperimentalWarning', 'scripts/deployment.ts', ...args],
    {
      cwd: PROJECT,
      encoding: 'utf8',
      input: 'y\n',
      env: { PATH: process.env['PATH'], AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: 'http://127.0.0.1:9', ...env },
    },
  );
}

it.each(['deploy', 'destroy'])(
  '%s refuses without a terminal and --yes',
  (verb) => {
    const { status, stdout, stderr } = run([verb]);

    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr: `infra: No terminal to ask for confirmation. Pass --yes to confirm: npx nx ${verb} infra --yes\n`,
    });
  },
  120_000,
);

it.each([[['deploy', '--yes']], [['diff']]])(
  '%j goes past the question, to an AWS that does not answer',
  (args) => {
    const { status, stderr } = run(args);

    expect(status).toBe(1);
    expect(stderr).toMatch(/^infra: Nothing answers at the endpoint of AWS/);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  },
  120_000,
);

it('a profile that needs an MFA code says so', () => {
  const directory = mkdtempSync(join(tmpdir(), 'stepmaker-mfa-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, 'config');
  writeFileSync(
    file,
    `[profile base]
aws_access_key_id = a
aws_secret_access_key = b
[profile guarded]
source_profile = base
role_arn = arn:aws:iam::123456789012:role/deployer
mfa_serial = arn:aws:iam::123456789012:mfa/me
`,
  );

  const { status, stderr } = run(['diff', '--profile', 'guarded'], {
    AWS_CONFIG_FILE: file,
    AWS_SHARED_CREDENTIALS_FILE: join(directory, 'none'),
  });

  expect(status).toBe(1);
  expect(stderr).toMatch(/^infra: The AWS profile requires an MFA code of arn:aws:iam::123456789012:mfa\/me, and no terminal/);
});
