import type {
  CreateTrainingJobRequest,
  DescribeTrainingJobResponse,
  MetricData,
  SecondaryStatus,
  SecondaryStatusTransition,
  TrainingJobSummary,
} from '@aws-sdk/client-sagemaker';
import { belowS3Uri } from '@stepmaker/sagemaker-jobs/container';
import type { Given } from '../../core/given.ts';
import type { JobRecord } from './job-runs.ts';

/** A request for a training job that the API model allows. */
export type TrainingRequest = Given<CreateTrainingJobRequest, 'TrainingJobName' | 'RoleArn' | 'OutputDataConfig'> & {
  readonly OutputDataConfig: { readonly S3OutputPath: string };
};

/** A step of a training job; times in epoch milliseconds. */
export interface TransitionRecord {
  readonly status: SecondaryStatus;
  readonly message: string;
  readonly startTime: number;
  endTime?: number;
}

/** A training job as it is stored. */
export interface TrainingJobRecord extends JobRecord {
  readonly request: TrainingRequest;
  secondaryStatus: SecondaryStatus;
  readonly transitions: TransitionRecord[];
  trainingStartTime?: number;
  trainingEndTime?: number;
  modelArtifacts?: string;
  /** The last value of each metric, by name. */
  readonly metrics: Record<string, { readonly value: number; readonly time: number }>;
}

/** A step that training jobs enter here. */
export type TrainingStep =
  | 'Starting'
  | 'Downloading'
  | 'Training'
  | 'Uploading'
  | 'Stopping'
  | 'Stopped'
  | 'Completed'
  | 'Failed'
  | 'MaxRuntimeExceeded';

/** AWS's words for a step. */
const MESSAGES: Readonly<Record<TrainingStep, string>> = {
  Starting: 'Preparing the instances for training',
  Downloading: 'Downloading input data',
  Training: 'Training image download completed. Training in progress.',
  Uploading: 'Uploading generated training model',
  Stopping: 'Stopping the training job',
  Stopped: 'Training job stopped',
  Completed: 'Training job completed',
  Failed: 'Training job failed',
  MaxRuntimeExceeded: 'Training job runtime exceeded MaxRuntimeInSeconds provided',
};

/** Enters a step: ends the one before. A last step ends as it begins. */
export function enterStep(record: TrainingJobRecord, status: TrainingStep, now: number): void {
  const before = record.transitions.at(-1);
  if (before !== undefined) before.endTime ??= now;
  record.secondaryStatus = status;
  const last = ['Completed', 'Failed', 'Stopped', 'MaxRuntimeExceeded'].includes(status);
  record.transitions.push({ status, message: MESSAGES[status], startTime: now, ...(last ? { endTime: now } : {}) });
}

/** Where a training job leaves what it made: `<S3OutputPath>/<job>/output/<file>`. */
export function outputUri({ request, name }: TrainingJobRecord, file: string): string {
  return belowS3Uri(request.OutputDataConfig.S3OutputPath, name, 'output', file);
}

/** The answer of DescribeTrainingJob. */
export function trainingJobDescription(record: TrainingJobRecord): DescribeTrainingJobResponse {
  const { request } = record;
  const { Tags: _tags, ...asked } = request;
  const seconds =
    record.trainingStartTime === undefined || record.trainingEndTime === undefined
      ? undefined
      : Math.max(1, Math.ceil((record.trainingEndTime - record.trainingStartTime) / 1000));
  return {
    ...asked,
    TrainingJobName: record.name,
    TrainingJobArn: record.arn,
    ModelArtifacts: { S3ModelArtifacts: record.modelArtifacts },
    TrainingJobStatus: record.status,
    SecondaryStatus: record.secondaryStatus,
    FailureReason: record.failureReason,
    AlgorithmSpecification: {
      EnableSageMakerMetricsTimeSeries: false,
      ...request.AlgorithmSpecification,
      TrainingInputMode: request.AlgorithmSpecification?.TrainingInputMode,
    },
    InputDataConfig: request.InputDataConfig?.map((channel) => ({
      CompressionType: 'None',
      RecordWrapperType: 'None',
      ...channel,
    })),
    OutputDataConfig: {
      KmsKeyId: '',
      CompressionType: 'GZIP',
      ...request.OutputDataConfig,
      S3OutputPath: request.OutputDataConfig.S3OutputPath,
    },
    StoppingCondition: { MaxRuntimeInSeconds: 86_400, ...request.StoppingCondition },
    EnableNetworkIsolation: request.EnableNetworkIsolation ?? false,
    EnableInterContainerTrafficEncryption: request.EnableInterContainerTrafficEncryption ?? false,
    EnableManagedSpotTraining: request.EnableManagedSpotTraining ?? false,
    CreationTime: new Date(record.creationTime),
    TrainingStartTime: dateOf(record.trainingStartTime),
    TrainingEndTime: dateOf(record.trainingEndTime),
    LastModifiedTime: new Date(record.lastModifiedTime),
    SecondaryStatusTransitions: record.transitions.map(toTransition),
    FinalMetricDataList: finalMetrics(record),
    TrainingTimeInSeconds: seconds,
    BillableTimeInSeconds: seconds,
  };
}

/** An item of ListTrainingJobs. */
export function summariseTrainingJob(record: TrainingJobRecord): TrainingJobSummary {
  return {
    TrainingJobName: record.name,
    TrainingJobArn: record.arn,
    CreationTime: new Date(record.creationTime),
    TrainingEndTime: dateOf(record.trainingEndTime),
    LastModifiedTime: new Date(record.lastModifiedTime),
    TrainingJobStatus: record.status,
    SecondaryStatus: record.secondaryStatus,
  };
}

function toTransition({ status, message, startTime, endTime }: TransitionRecord): SecondaryStatusTransition {
  return { Status: status, StartTime: new Date(startTime), EndTime: dateOf(endTime), StatusMessage: message };
}

function finalMetrics({ metrics }: TrainingJobRecord): MetricData[] | undefined {
  const list = Object.entries(metrics).map(([name, { value, time }]) => ({
    MetricName: name,
    Value: value,
    Timestamp: new Date(time),
  }));
  return list.length === 0 ? undefined : list;
}

function dateOf(time: number | undefined): Date | undefined {
  return time === undefined ? undefined : new Date(time);
}
