import { join } from 'node:path';
import { compileMetricDefinitions } from '../container/metric-definitions.ts';
import { prepareTraining } from '../container/training-container.ts';
import type { TrainingJob } from '../container/training-job.ts';
import { packTrainingOutput, type TrainingArchives, trainingFailureReason } from '../container/training-output.ts';
import { directoryObjectStore } from '../data/directory-object-store.ts';
import { ContainerRun } from './container-run.ts';
import { requireInputs } from './input-paths.ts';
import { copyScript, type JobCode } from './job-code.ts';
import type { JobResult, RunOptions } from './run-options.ts';

/** The image that the local Python stands in for: it runs scripts in script mode. */
const IMAGE = 'sagemaker-base-python';

/** Options of {@link runTrainingJob}. */
export type TrainingJobOptions = JobCode & TrainingOptions;

interface TrainingOptions extends RunOptions {
  /** The job's name: `TRAINING_JOB_NAME`. @default training-job */
  readonly name?: string;
  /** A local directory or file by channel. It is copied to `/opt/ml/input/data/<channel>`. @default {} */
  readonly channels?: Readonly<Record<string, string>>;
  /** Text is passed as it is, anything else as JSON. @default {} */
  readonly hyperparameters?: Readonly<Record<string, unknown>>;
  /** A regular expression by metric; its first group is the value in a line of the log. @default {} */
  readonly metrics?: Readonly<Record<string, string>>;
}

/** Result of a training job. */
export interface TrainingJobResult extends JobResult {
  /** Path of `model.tar.gz`; absent where the job failed or `/opt/ml/model` is empty. */
  readonly modelArchive?: string;
  /** Path of `output.tar.gz`; absent where `/opt/ml/output/data` is empty. */
  readonly outputArchive?: string;
  /** The last value of each metric that the log gave. */
  readonly metrics: Readonly<Record<string, number>>;
}

/**
 * Runs a SageMaker training job as a process of this machine. The container contract is SageMaker's: channels below `/opt/ml/input/data`,
 * hyperparameters as arguments and in `/opt/ml/input/config`, `SM_` variables for a script, the model from `/opt/ml/model`.
 *
 * @returns the job's result, also where the job fails
 * @throws Error where the run cannot begin: a missing input, or a directory that is not empty
 * @example
 * const job = await runTrainingJob({
 *   script: 'train.py',
 *   channels: { train: './data' },
 *   hyperparameters: { epochs: 3 },
 *   signal: AbortSignal.timeout(600_000),
 * });
 * if (job.status !== 'Completed') throw new Error(job.failureReason);
 * job.modelArchive; // /tmp/sagemaker-job-…/model.tar.gz
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-running-container.html
 */
export async function runTrainingJob(options: TrainingJobOptions): Promise<TrainingJobResult> {
  const { channels = {}, environment = {}, hyperparameters = {} } = options;
  requireInputs('channels', channels);
  const readMetrics = compileMetricDefinitions(Object.entries(options.metrics ?? {}).map(([Name, Regex]) => ({ Name, Regex })));
  const metrics: Record<string, number> = {};
  const run = await ContainerRun.open({
    ...options,
    onLine(line) {
      for (const { name, value } of readMetrics(line)) metrics[name] = value;
      options.onLine?.(line);
    },
  });
  const program = options.script === undefined ? undefined : await copyScript(options, join(run.directory.base, 'code'));
  const job: TrainingJob = {
    name: options.name ?? 'training-job',
    request: {
      AlgorithmSpecification: { TrainingImage: IMAGE, ContainerEntrypoint: options.entrypoint },
      Environment: { ...environment, ...(program === undefined ? {} : { SAGEMAKER_PROGRAM: program }) },
      HyperParameters: Object.fromEntries(Object.entries(hyperparameters).map(([name, value]) => [name, hyperparameter(value)])),
      InputDataConfig: Object.keys(channels).map((ChannelName) => ({
        ChannelName,
        DataSource: { S3DataSource: { S3Uri: `s3://${ChannelName}/`, S3DataType: 'S3Prefix' } },
      })),
      ResourceConfig: { InstanceType: 'local' },
    },
  };
  let archives: TrainingArchives = {};
  const result = await run.result(async () => {
    const end = await run.toEnd(await prepareTraining(job, run.ports(directoryObjectStore(channels))));
    const failed = end.type === 'exited' && end.code !== 0;
    archives = await packTrainingOutput(run.directory, failed);
    return {
      end,
      failureReason: failed ? await trainingFailureReason(run.directory, end.code, run.log.at(-1) ?? '') : undefined,
    };
  });
  const { model, output } = archives;
  return {
    ...result,
    ...(model === undefined ? {} : { modelArchive: model }),
    ...(output === undefined ? {} : { outputArchive: output }),
    metrics,
  };
}

function hyperparameter(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
