import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { localEnvironment } from '../aws-environment.ts';
import { PipelineApp } from '../pipeline-app.ts';
import { ADD_ONS } from '../stages/stage-config.ts';
import { DEFAULT_STAGE, stages } from '../stages/stages.ts';
import { deployedStack } from './deployed-stacks.ts';
import type { DeploymentRequest } from './request.ts';
import { runCdk } from './run-cdk.ts';
import { stackParameters } from './stack-parameters.ts';
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

async function run(request: DeploymentRequest, { account, region }: Destination, outdir: string): Promise<number> {
  const { verb, stage, isLocal } = request;
  const { stackName } = stages[stage];
  const there = verb === 'destroy' ? await addOnsThere(region, stackName) : [];
  const assembly = new PipelineApp({ stage, addOns: [...request.addOns, ...there], outdir }).synth();
  const stacks = [...assembly.stacksRecursively];
  const core = stacks.find((stack) => stack.stackName === stackName) as CloudFormationStackArtifact;
  const inOrder = [...stacks.filter((stack) => isBefore(stack, core)), core, ...stacks.filter((stack) => isBefore(core, stack))];
  const given = stackParameters(
    request.parameters,
    [core, ...inOrder.filter((stack) => stack !== core)].map((stack) => ({
      stackName: stack.stackName,
      parameters: Object.keys(stack.template.Parameters ?? {}),
    })),
  );
  const at = isLocal ? ` (embedded AWS at ${process.env['AWS_ENDPOINT_URL']})` : '';
  process.stdout.write(
    `${verb} ${inOrder.map((stack) => stack.stackName).join(', ')}: account ${account}, region ${region}${at}\n`,
  );
  if (verb !== 'diff' && !isLocal) {
    process.stdout.write(`${NOTICES[verb]}\n`);
    if (!request.isConfirmed && process.stdin.isTTY && !(await isConfirmed(`${verb}?`))) return 1;
  }

  const handed: Record<string, string> = {};
  for (const stack of verb === 'destroy' ? inOrder.toReversed() : inOrder) {
    const values = { ...(stack === core ? handed : {}), ...given[stack.stackName] };
    const code = await runCdk(
      [
        verb,
        stack.hierarchicalId,
        '--app',
        outdir,
        '--exclusively',
        ...(verb === 'deploy'
          ? ['--require-approval', 'never', ...(stage === DEFAULT_STAGE ? [] : ['--no-previous-parameters'])]
          : []),
        ...(verb === 'destroy' ? ['--force'] : []),
        ...(verb === 'deploy'
          ? Object.entries(values).flatMap(([name, value]) => ['--parameters', `${stack.stackName}:${name}=${value}`])
          : []),
        ...request.cdkArguments,
      ],
      region,
    );
    if (code !== 0) return code;
    if (verb === 'deploy' && isBefore(stack, core)) {
      const { outputs = {} } = (await deployedStack(region, stack.stackName)) ?? {};
      const known = new Set(Object.keys(core.template.Parameters));
      for (const name of HANDED_TO_CORE) if (outputs[name] !== undefined && known.has(name)) handed[name] = outputs[name];
    }
  }
  return 0;
}

/** Whether the one stack must be there before the other. */
function isBefore(stack: CloudFormationStackArtifact, other: CloudFormationStackArtifact): boolean {
  return other.dependencies.some(({ id }) => id === stack.id);
}

/** The add-ons that were deployed, whoever asked for them: the core stack cannot go while they are there. */
async function addOnsThere(region: string, stackName: string): Promise<(typeof ADD_ONS)[number][]> {
  const found = await Promise.all(
    ADD_ONS.map(async (addOn) => ((await deployedStack(region, `${stackName}-${addOn}`)) ? [addOn] : [])),
  );
  return found.flat();
}

/** From here on, AWS clients of this process and of its children reach the embedded AWS and nothing else. */
function useLocalEnvironment(endpoint: string | undefined): void {
  const environment = localEnvironment(process.env, endpoint);
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
}

const NOTICES = {
  deploy:
    'The stack itself costs next to nothing. Each run bills its jobs by the second (ml.m5.large: about 0.12 USD an hour),\n' +
    'and the endpoint it leaves bills every hour until "nx destroy infra" (ml.t2.medium: about 0.06 USD an hour, 45 USD a month).\n' +
    'Prices of us-east-1, without the free tier.',
  destroy: 'Runs, endpoints and models of the pipeline end, and its bucket goes with all data in it.',
} as const;

async function isConfirmed(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
