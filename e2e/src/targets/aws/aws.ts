import { randomBytes } from 'node:crypto';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { coreTemplate } from '@stepmaker/pipeline-artifacts';
import { leftoversOf } from '../../suites/leftovers.ts';
import { type ClientConfig, type Deployment, deployPipeline } from '../deployment.ts';
import type { StartedExecution } from '../recording-pipeline.ts';
import type { Target, TargetKind } from '../target.ts';
import { Budget } from './budget.ts';
import { RunLimit } from './run-limit.ts';

/** Settings of a run on AWS, all by environment variables. */
export interface AwsTargetOptions {
  readonly clientConfig: ClientConfig;
  /** @default 0.3 */
  readonly dollarsPerHour?: number;
  /** Minutes after which everything is deleted, also running work. @default 150 */
  readonly limitMinutes?: number;
}

const NO_LOCAL_JOBS = 'on AWS nothing runs on this machine';
const NO_FAULTS = 'AWS cannot be made to fail on request';

/** AWS itself, in the account that one is signed in to. */
export const awsKind: TargetKind = {
  name: 'aws',
  title: 'AWS',
  can: {
    'local-processes': NO_LOCAL_JOBS,
    'fault-injection': NO_FAULTS,
    'hurried-jobs': true,
    'hurried-waits': true,
    redrive: true,
    queues: true,
    observability: true,
    budgets: true,
    'function-log-groups': true,
    'delete-in-mid-run': true,
  },
  missing: async () => {
    if (process.env['STEPMAKER_E2E_AWS'] !== '1')
      return 'the suites on AWS cost money (about $2): set STEPMAKER_E2E_AWS=1 to run them in the account that you are signed in to';
    const region = process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'];
    if (region === undefined) return 'AWS_REGION is not set';
    return new STSClient({ region }).send(new GetCallerIdentityCommand({})).then(
      () => undefined,
      (error: Error) => `no working AWS credentials (${error.message}): sign in with aws sso login or aws configure`,
    );
  },
  start: () =>
    startAwsTarget({
      clientConfig: {
        region: process.env['AWS_REGION'] ?? (process.env['AWS_DEFAULT_REGION'] as string),
        // A rehearsal: what this names stands in for AWS.
        ...(process.env['AWS_ENDPOINT_URL'] && { endpoint: process.env['AWS_ENDPOINT_URL'] }),
      },
      dollarsPerHour: Number(process.env['STEPMAKER_E2E_DOLLARS_PER_HOUR'] ?? 0.3),
      limitMinutes: Number(process.env['STEPMAKER_E2E_LIMIT_MINUTES'] ?? 150),
    }),
  executionMillis: 45 * 60_000,
};

/**
 * Deploys the pipeline under a name that no one has. Everything carries the stack's tag; when the target is disposed, or its time is up,
 * the stacks are deleted, and what is left then is an error.
 */
export async function startAwsTarget({
  clientConfig,
  dollarsPerHour = 0.3,
  limitMinutes = 150,
}: AwsTargetOptions): Promise<Target> {
  const run = `e2e-${randomBytes(4).toString('hex')}`;
  const { Parameters = {} } = JSON.parse(coreTemplate()) as {
    Parameters?: Record<string, { Default?: unknown }>;
  };
  const budget = new Budget({ region: clientConfig.region, dollarsPerHour });
  budget.check(Object.fromEntries(Object.entries(Parameters).map(([name, { Default }]) => [name, Default])));
  const deployments: Deployment[] = [];
  const started: StartedExecution[] = [];
  const removeAll = async (): Promise<void> => {
    const removed = await Promise.allSettled(deployments.map((deployment) => deployment[Symbol.asyncDispose]()));
    const failures = removed.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
    for (const { stackName } of deployments)
      failures.push(...(await leftoversOf(clientConfig, stackName)).map((left) => `${stackName}: ${left} is left`));
    if (failures.length > 0) throw new Error(`The run ${run} has left something behind:\n${failures.join('\n')}`);
  };
  const limit = new RunLimit(limitMinutes * 60_000, removeAll);
  const deploy: Target['deploy'] = async (name) => {
    limit.check();
    const deployment = await deployPipeline({
      clientConfig,
      stackName: `${run}-${name}`,
      started,
      pollIntervalMillis: clientConfig.endpoint === undefined ? 5000 : 100,
      deleteSeconds: 3600,
      onStart: (input) => {
        limit.check();
        budget.check({ ...input });
      },
    });
    deployments.push(deployment);
    return deployment;
  };
  const main = await deploy('ml-pipeline').catch(async (error: unknown) => {
    await limit[Symbol.asyncDispose]();
    throw error;
  });
  return {
    kind: awsKind,
    clientConfig,
    main,
    deploy,
    started,
    faults: undefined,
    hurry: () => ({ [Symbol.dispose]: () => {} }),
    processes: async () => [],
    log: async () => `The run ${run} in ${clientConfig.region}: ${deployments.map(({ stackName }) => stackName).join(', ')}`,
    [Symbol.asyncDispose]: () => limit[Symbol.asyncDispose](),
  };
}
