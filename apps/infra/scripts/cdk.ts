/**
 * `nx deploy|destroy|diff infra`: says which account it is and what that will cost, asks, and hands over to the CDK.
 * `--local [--endpoint URL]` goes to the embedded AWS, `--yes` asks nothing; everything else is the CDK's own.
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { localEnvironment } from '../src/aws-environment.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const STACK = 'stepmaker/ml-pipeline';

const VERBS: Readonly<Record<string, { readonly options: readonly string[]; readonly notice?: string }>> = {
  deploy: {
    options: ['--require-approval', 'never'],
    notice:
      'The stack itself costs next to nothing. Each run bills its jobs by the second (ml.m5.large: about 0.12 USD an hour),\n' +
      'and the endpoint it leaves bills every hour until "nx destroy infra" (ml.t2.medium: about 0.06 USD an hour, 45 USD a month).\n' +
      'Prices of us-east-1, without the free tier.',
  },
  destroy: {
    options: ['--force'],
    notice: 'Runs, endpoints and models of the pipeline end, and its bucket goes with all data in it.',
  },
  diff: { options: [] },
};

async function main(): Promise<number> {
  const [verb = '', ...rest] = process.argv.slice(2);
  const known = VERBS[verb];
  if (!known) throw new Error(`The verb must be one of ${Object.keys(VERBS).join(', ')}, was "${verb}"`);
  const { values, tokens } = parseArgs({
    args: rest,
    options: { local: { type: 'boolean' }, endpoint: { type: 'string' }, yes: { type: 'boolean' } },
    strict: false,
    tokens: true,
  });
  const ours = new Set<number>();
  for (const token of tokens) {
    if (token.kind !== 'option' || !['local', 'endpoint', 'yes'].includes(token.name)) continue;
    ours.add(token.index);
    if (token.value !== undefined && !token.inlineValue) ours.add(token.index + 1);
  }
  if (values.local) {
    const environment = localEnvironment(process.env, typeof values.endpoint === 'string' ? values.endpoint : undefined);
    for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
    Object.assign(process.env, environment);
  }
  const { account, region } = await whereTo();
  process.stdout.write(
    `${verb} ${STACK}: account ${account}, region ${region}${values.local ? ` (embedded AWS at ${process.env['AWS_ENDPOINT_URL']})` : ''}\n`,
  );
  if (known.notice && !values.local) {
    process.stdout.write(`${known.notice}\n`);
    if (!values.yes && process.stdin.isTTY && !(await isConfirmed(`${verb}?`))) return 1;
  }
  return await runCdk(
    [verb, STACK, '--app', 'cdk.out', ...known.options, ...rest.filter((_, index) => !ours.has(index))],
    region,
  );
}

/** Whose credentials these are, and where they lead. */
async function whereTo(): Promise<{ readonly account: string; readonly region: string }> {
  const sts = new STSClient({ maxAttempts: 2 });
  const region = await sts.config.region().catch(() => {
    throw new Error('No AWS region is set: set AWS_REGION, or a region in your AWS profile');
  });
  try {
    const { Account = '' } = await sts.send(new GetCallerIdentityCommand({}));
    return { account: Account, region };
  } catch (error) {
    const reason = (error as Error).message || (error as { readonly code?: string }).code;
    throw new Error(`AWS does not say whose credentials these are (${reason}): is the endpoint up, are you signed in?`);
  }
}

async function isConfirmed(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}

/** Runs the CDK's own CLI on this Node, and gives its exit code. */
async function runCdk(args: readonly string[], region: string): Promise<number> {
  const cli = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: PROJECT,
    stdio: 'inherit',
    env: { ...process.env, AWS_REGION: region },
  });
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`infra: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
