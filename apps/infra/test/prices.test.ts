import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const OFFER = fileURLToPath(new URL('prices/offer.csv', import.meta.url));

/** Runs a script as Nx does, with no terminal, and credentials and a network that lead nowhere. */
function run(script: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=@stepmaker/source', '--disable-warning=ExperimentalWarning', `scripts/${script}.ts`, ...args],
    {
      cwd: PROJECT,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        AWS_REGION: 'eu-west-1',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
        AWS_ACCESS_KEY_ID: 'a',
        AWS_SECRET_ACCESS_KEY: 'b',
      },
    },
  );
  return { status, stdout, stderr };
}

describe('nx cost infra', () => {
  it("shows the prices of AWS's file, with its date", () => {
    const { status, stdout } = run('cost', ['--prices', OFFER, '--minutes', '60']);

    expect(status).toBe(0);
    expect(stdout).toMatch(/^Estimated cost in eu-west-1 \(US dollars, on demand, public prices of 2026-11-20,/);
    expect(stdout).toMatch(/ Train +ml\.m5\.large, 60 minutes +0\.13\n/);
    expect(stdout).toMatch(/ The endpoint +ml\.t2\.medium, asked or idle +1\.51 a day, 45\.36 a month,/);
  });

  it('gives no number for a region that is not in the prices, and says how to get them', () => {
    const { status, stdout } = run('cost', ['--json']);

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      runDollars: null,
      endpoint: { dayDollars: null },
      unknown: [expect.stringContaining('curl -o prices.json https://')],
    });
  });
});

it.each([
  ['cost', []],
  ['deployment', ['deploy', '--yes']],
  ['deployment', ['diff']],
])(
  '%s %j refuses a damaged file of prices in one line, before AWS is called',
  (script, args) => {
    const { status, stdout, stderr } = run(script, [...args, '--prices', fileURLToPath(import.meta.url)]);

    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^infra: --prices \S+prices\.test\.ts: no price list of SageMaker can be read: [^\n]+\n$/);
  },
  120_000,
);
