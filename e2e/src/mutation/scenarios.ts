import { leftBehind, type Observations, tracesOfWork } from './observations.ts';
import type { Ended, PipelineAccount } from './pipeline-account.ts';
import { STAND_IN_INPUT, STRAGGLER } from './stand-in-scripts.ts';

/** Something that somebody does with the pipeline, and what is to be seen afterwards. */
export interface Scenario {
  readonly name: string;
  /** Scenarios that must have been played before on the same account. */
  readonly after: readonly string[];
  readonly play: (account: PipelineAccount) => Promise<void>;
  /** Returns the observations. Repeated until they are as expected, or for a while. */
  readonly observe: (account: PipelineAccount) => Promise<Observations>;
}

/** How executions ended, by account and scenario: found by `play`, returned by `observe`. */
const ends = new WeakMap<PipelineAccount, Map<string, string>>();

function remember(account: PipelineAccount, what: string, { status, error = '', cause = '' }: Ended): void {
  const known = ends.get(account) ?? new Map<string, string>();
  ends.set(account, known.set(what, [status, error, words(cause)].join(' ').trim()));
}

/** A cause without the names and ids that differ from run to run. */
function words(cause: string): string {
  return cause
    .replace(/(?:Extended )?Request ID: [\w+/=-]+/gu, '')
    .replace(/s3:\/\/[^/]+/gu, 's3://…')
    .replace(/[\w-]+-[0-9a-z]{6,9}\b/gu, '…')
    .slice(0, 400);
}

function endsOf(account: PipelineAccount, ...whats: readonly string[]): Observations {
  return Object.fromEntries(whats.map((what) => [what, ends.get(account)?.get(what) ?? 'not run']));
}

async function runToEnd(account: PipelineAccount, what: string, name: string, input: object): Promise<void> {
  remember(account, what, await account.ended(await account.start(name, input)));
}

async function stopInJob(
  account: PipelineAccount,
  kind: 'TrainingJob' | 'ProcessingJob',
  name: string,
  input: object,
): Promise<void> {
  const executionArn = await account.start(name, input);
  if (await account.jobSpeaks(kind, executionArn)) await account.call('stepfunctions', 'StopExecution', { executionArn });
  remember(account, `stopped in a ${kind}`, await account.ended(executionArn));
}

async function stopInDeployment(account: PipelineAccount): Promise<void> {
  const executionArn = await account.start('stop-deployment', STOP_IN_DEPLOYMENT);
  if (await account.deploys(executionArn)) await account.call('stepfunctions', 'StopExecution', { executionArn });
  remember(account, 'stopped in a deployment', await account.ended(executionArn));
}

/** A separate endpoint, so that the other scenarios find theirs as they left it. */
const STOP_IN_DEPLOYMENT = { EndpointName: 'stopped' };

async function running(account: PipelineAccount, kind: 'TrainingJob' | 'ProcessingJob'): Promise<string> {
  return [...(await account.jobs(kind, 'InProgress')), ...(await account.jobs(kind, 'Stopping'))].length === 0 ? 'none' : 'some';
}

/** Starts a job of the stack's that belongs to no execution. */
async function leaveJobs(account: PipelineAccount): Promise<void> {
  const bucket = account.resources['Bucket'];
  const role = await account.call<{ Role: { Arn: string } }>('iam', 'GetRole', { RoleName: account.resources['ExecutionRole'] });
  const RoleArn = role.Role.Arn;
  const Image = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:1.4-2-py312-cpu-py3';
  const Tags = [{ Key: 'stepmaker:stack', Value: 'ml' }];
  const StoppingCondition = { MaxRuntimeInSeconds: 600 };
  await account.call('sagemaker', 'CreateTrainingJob', {
    TrainingJobName: 'left-training',
    RoleArn,
    AlgorithmSpecification: { TrainingImage: Image, TrainingInputMode: 'File', ContainerEntrypoint: STRAGGLER },
    OutputDataConfig: { S3OutputPath: `s3://${bucket}/model-artifacts/left` },
    ResourceConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 1 },
    StoppingCondition,
    Tags,
  });
  await account.call('sagemaker', 'CreateProcessingJob', {
    ProcessingJobName: 'left-processing',
    RoleArn,
    AppSpecification: { ImageUri: Image, ContainerEntrypoint: STRAGGLER },
    ProcessingResources: { ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 1 } },
    StoppingCondition,
    Tags,
  });
  // A process that is stopped before it handles the signal just ends.
  await account.jobCalledSpeaks('TrainingJob', 'left-training');
  await account.jobCalledSpeaks('ProcessingJob', 'left-processing');
}

const BROKEN_NAMES = { EndpointName: 'broken', EndpointConfigName: 'broken', ModelName: 'broken' } as const;

const results = new WeakMap<PipelineAccount, string>();

/** All that is done with the pipeline, in this order. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'run',
    after: [],
    play: (account) => runToEnd(account, 'first run', 'first', {}),
    observe: async (account) => ({ ...endsOf(account, 'first run'), ...(await tracesOfWork(account)) }),
  },
  {
    name: 'run again',
    after: ['run'],
    play: (account) => runToEnd(account, 'second run', 'second', {}),
    observe: async (account) => endsOf(account, 'second run'),
  },
  {
    name: 'no report',
    after: [],
    play: (account) => runToEnd(account, 'run without a report', 'no-report', STAND_IN_INPUT.missingReport),
    observe: async (account) => endsOf(account, 'run without a report'),
  },
  {
    name: 'broken model',
    after: [],
    play: (account) => runToEnd(account, 'run with a broken model', 'broken', { ...STAND_IN_INPUT.brokenModel, ...BROKEN_NAMES }),
    observe: async (account) => {
      const left = Object.entries(await leftBehind(account)).filter(([what]) => /^(?:endpoint|model)/u.test(what));
      return {
        ...endsOf(account, 'run with a broken model'),
        ...Object.fromEntries(left.map(([what, names]) => [`${what} by it`, /broken/u.test(names) ? 'some' : 'none'])),
      };
    },
  },
  {
    name: 'stop in training',
    after: [],
    play: (account) => stopInJob(account, 'TrainingJob', 'stop-training', STAND_IN_INPUT.dawdlingTraining),
    observe: async (account) => ({
      ...endsOf(account, 'stopped in a TrainingJob'),
      'training jobs running after the stop': await running(account, 'TrainingJob'),
    }),
  },
  {
    name: 'stop in processing',
    after: [],
    play: (account) => stopInJob(account, 'ProcessingJob', 'stop-processing', STAND_IN_INPUT.dawdlingPreprocessing),
    observe: async (account) => ({
      ...endsOf(account, 'stopped in a ProcessingJob'),
      'processing jobs running after the stop': await running(account, 'ProcessingJob'),
    }),
  },
  {
    name: 'stop in deployment',
    after: [],
    play: stopInDeployment,
    observe: async (account) => ({
      ...endsOf(account, 'stopped in a deployment'),
      'deployments that the stop ended': (await account.deployments('ABORTED')).length === 0 ? 'none' : 'some',
    }),
  },
  {
    name: 'destroy',
    after: ['run'],
    play: async (account) => {
      const Bucket = account.resources['Bucket'];
      await account.call('s3', 'CreateMultipartUpload', { Bucket, Key: 'raw-data/half' });
      await account.call('s3', 'PutObject', { Bucket, Key: 'evaluation/gone', Body: Buffer.from('') });
      await account.call('s3', 'DeleteObject', { Bucket, Key: 'evaluation/gone' });
      await account.jobSpeaks('TrainingJob', await account.start('last', STAND_IN_INPUT.dawdlingTraining));
      await leaveJobs(account);
      results.set(account, await account.destroy());
    },
    observe: async (account) => ({ 'the stack': results.get(account) ?? 'not deleted', ...(await leftBehind(account)) }),
  },
];
