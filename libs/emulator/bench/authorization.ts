/**
 * Benchmark of the decision about a role: `node --conditions=@stepmaker/source libs/emulator/bench/authorization.ts`. Prints microseconds a
 * decision, and the same call by the role and by the account's root, which is not looked up anywhere. `--smoke` runs a few rounds, which
 * shows that the benchmark works.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '../src/index.ts';

const ROUNDS = process.argv.includes('--smoke') ? 20 : 20_000;

/** The permissions of a pipeline's role, as many and as long as they usually are. */
const STATEMENTS = [
  { Action: ['sagemaker:ListEndpoints'], Resource: '*' },
  {
    Action: ['events:DescribeRule', 'events:PutRule', 'events:PutTargets'],
    Resource: 'arn:aws:events:us-east-1:*:rule/StepFunctions*Rule',
  },
  { Action: 'iam:PassRole', Resource: '*', Condition: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } } },
  { Action: ['sagemaker:Create*', 'sagemaker:Describe*', 'sagemaker:Stop*'], Resource: 'arn:aws:sagemaker:us-east-1:*:*' },
  {
    Action: ['sagemaker:DeleteEndpoint', 'sagemaker:DeleteModel'],
    Resource: 'arn:aws:sagemaker:us-east-1:*:*',
    Condition: { StringEquals: { 'aws:ResourceTag/stack': 'mine' } },
  },
  { Action: ['logs:CreateLogDelivery', 'logs:GetLogDelivery', 'logs:PutResourcePolicy', 'xray:PutTraceSegments'], Resource: '*' },
  { Action: ['s3:GetObject', 's3:ListBucket'], Resource: ['arn:aws:s3:::bench', 'arn:aws:s3:::bench/*'] },
].map((statement) => ({ Effect: 'Allow', ...statement }));

const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

const dataDir = mkdtempSync(join(tmpdir(), 'stepmaker-bench-'));
const emulator = await startEmulator({ port: 0, dataDir, log: () => {} });
const { aws, rootCaller } = emulator;
const { Role } = await aws.call<{ Role: { Arn: string } }>(
  'iam',
  'CreateRole',
  { RoleName: 'bench', AssumeRolePolicyDocument: JSON.stringify(TRUST) },
  { caller: rootCaller },
);
const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: STATEMENTS });
await aws.call('iam', 'PutRolePolicy', { RoleName: 'bench', PolicyName: 'p', PolicyDocument }, { caller: rootCaller });
await aws.call('s3', 'CreateBucket', { Bucket: 'bench' }, { caller: rootCaller });
const caller = aws.assumeRole(Role.Arn, 'bench', 'states.amazonaws.com');

const decision = timed(() => aws.authorize({ caller, action: 's3:GetObject', resource: 'arn:aws:s3:::bench/a/b/c.csv' }));
const byRoot = await callsAs(rootCaller);
const byRole = await callsAs(caller);
process.stdout.write(`a decision                        ${decision.toFixed(1)} µs\n`);
process.stdout.write(`HeadBucket by the root            ${byRoot.toFixed(1)} µs\n`);
process.stdout.write(`HeadBucket by a role              ${byRole.toFixed(1)} µs  (${(byRole / byRoot).toFixed(2)} ×)\n`);
await emulator.close();
rmSync(dataDir, { recursive: true, force: true });

/** Microseconds a round, after as many to warm up. */
function timed(work: () => unknown): number {
  for (let round = 0; round < ROUNDS; round += 1) work();
  const start = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) work();
  return ((performance.now() - start) / ROUNDS) * 1000;
}

async function callsAs(who: Parameters<Emulator['aws']['call']>[3]['caller']): Promise<number> {
  const rounds = async (): Promise<void> => {
    for (let round = 0; round < ROUNDS; round += 1) await aws.call('s3', 'HeadBucket', { Bucket: 'bench' }, { caller: who });
  };
  await rounds();
  const start = performance.now();
  await rounds();
  return ((performance.now() - start) / ROUNDS) * 1000;
}
