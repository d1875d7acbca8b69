import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { localEnvironment } from '../aws-environment.ts';
import { costTable } from '../cost/cost-table.ts';
import { stageCost } from '../cost/stage-cost.ts';
import { DEFAULT_STAGE, stages } from '../stages/stages.ts';
import { checkDeployment } from './check-deployment.ts';
import { deployedStack } from './deployed-stacks.ts';
import { deployedAddOns, isBefore, type StageStacks, synthesiseStage } from './planned-stacks.ts';
import type { DeploymentRequest } from './request.ts';
import { runCdk } from './run-cdk.ts';
import { type StackParameters, stackParameters } from './stack-parameters.ts';
import { type Destination, whereTo } from './where-to.ts';

/** Outputs of add-ons that come before the core stack, and the parameters of the core that take them. */
const HANDED_TO_CORE = ['SubnetIds', 'SecurityGroupIds', 'AccessLogBucketName'];

/**
 * Deploys, destroys or compares a stage, stack by stack in the right order: what comes before the core stack hands its outputs over as
 * parameters.
 *
 * @returns the exit code
 * @throws Error in plain words when the request cannot be carried out
 */
export async function runDeployment(request: DeploymentRequest): Promise<number> {
  if (request.isLocal) useLocalEnvironment(request.endpoint);
  const destination = await whereTo();
  const outdir = mkdtempSync(join(tmpdir(), 'stepmaker-'));
  try {
    return await run(request, destination, outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

async function run(request: DeploymentRequest, destination: Destination, outdir: string): Promise<number> {
  const { verb, stage, isLocal } = request;
  const { account, region } = destination;
  const there = verb === 'destroy' ? await deployedAddOns(region, stage) : [];
  const stacks = synthesiseStage(stage, [...request.addOns, ...there], outdir);
  const coreFirst = [stacks.core, ...stacks.inOrder.filter((stack) => stack !== stacks.core)];
  const given = stackParameters(
    request.parameters,
    coreFirst.map(({ stackName, template }) => ({ stackName, parameters: Object.keys(template.Parameters ?? {}) })),
  );
  const names = stacks.inOrder.map(({ stackName }) => stackName).join(', ');
  const at = isLocal ? ` (embedded AWS at ${process.env['AWS_ENDPOINT_URL']})` : '';
  process.stdout.write(`${verb} ${names}: account ${account}, region ${region}${at}\n`);
  if (verb === 'deploy') {
    const planned = coreFirst.map(({ stackName, template }) => ({
      stackName,
      parameters: template.Parameters ?? {},
      given: given[stackName] ?? {},
    }));
    const problems = await checkDeployment(stages[stage], destination, planned);
    if (problems.length > 0) throw new Error(`nothing was deployed.\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
  if (verb !== 'diff' && !isLocal) {
    process.stdout.write(`${notice(request, region, given[stacks.core.stackName])}\n`);
    if (!request.isConfirmed && process.stdin.isTTY && !(await isConfirmed(`${verb}?`))) return 1;
  }
  return await runStacks(request, region, stacks, given, outdir);
}

/** Runs the CDK for each stack, until one fails. */
async function runStacks(
  { verb, stage, cdkArguments }: DeploymentRequest,
  region: string,
  { core, inOrder }: StageStacks,
  given: StackParameters,
  outdir: string,
): Promise<number> {
  const handed: Record<string, string> = {};
  for (const stack of verb === 'destroy' ? inOrder.toReversed() : inOrder) {
    const values = { ...(stack === core ? handed : {}), ...given[stack.stackName] };
    const parameters = Object.entries(values).flatMap(([name, value]) => ['--parameters', `${stack.stackName}:${name}=${value}`]);
    const options = {
      // A stage's values are the defaults of its templates, and hold at each deployment; the plain stack keeps what it was given.
      deploy: ['--require-approval', 'never', ...(stage === DEFAULT_STAGE ? [] : ['--no-previous-parameters']), ...parameters],
      destroy: ['--force'],
      diff: [],
    }[verb];
    const code = await runCdk(
      [verb, stack.hierarchicalId, '--app', outdir, '--exclusively', ...options, ...cdkArguments],
      region,
    );
    if (code !== 0) return code;
    if (verb === 'deploy' && isBefore(stack, core)) Object.assign(handed, await outputsForCore(region, stack));
  }
  return 0;
}

async function outputsForCore(region: string, { stackName }: CloudFormationStackArtifact): Promise<Record<string, string>> {
  const { outputs = {} } = (await deployedStack(region, stackName)) ?? {};
  return Object.fromEntries(Object.entries(outputs).filter(([name]) => HANDED_TO_CORE.includes(name)));
}

/** From here on, AWS clients of this process and of its children reach the embedded AWS and nothing else. */
function useLocalEnvironment(endpoint: string | undefined): void {
  const environment = localEnvironment(process.env, endpoint);
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
}

/** What is worth knowing before one agrees. */
function notice({ verb, stage, addOns }: DeploymentRequest, region: string, parameters: StackParameters[string] = {}): string {
  return verb === 'deploy'
    ? costTable(stageCost({ stage, region, addOns, parameters }))
    : 'Runs, endpoints and models of the pipeline end, and its bucket goes with all data in it.';
}

async function isConfirmed(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
