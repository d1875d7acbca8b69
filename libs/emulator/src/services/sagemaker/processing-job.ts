import type {
  CreateProcessingJobRequest,
  DescribeProcessingJobResponse,
  ProcessingInput,
  ProcessingJobSummary,
} from '@aws-sdk/client-sagemaker';
import type { Given } from '../../core/given.ts';
import type { JobRecord } from './job-runs.ts';

/** A request for a processing job that the API model allows. */
export type ProcessingRequest = Given<
  CreateProcessingJobRequest,
  'ProcessingJobName' | 'ProcessingResources' | 'AppSpecification' | 'RoleArn'
> & { readonly AppSpecification: { readonly ImageUri: string } };

/** A processing job as it is stored; times in epoch milliseconds. */
export interface ProcessingJobRecord extends JobRecord {
  readonly request: ProcessingRequest;
  processingStartTime?: number;
  processingEndTime?: number;
  exitMessage?: string;
}

/** The answer of DescribeProcessingJob. */
export function processingJobDescription(record: ProcessingJobRecord): DescribeProcessingJobResponse {
  const { Tags: _tags, ...asked } = record.request;
  return {
    ...asked,
    ProcessingInputs: asked.ProcessingInputs?.map(withDefaults),
    ProcessingJobName: record.name,
    ProcessingJobArn: record.arn,
    ProcessingResources: asked.ProcessingResources,
    AppSpecification: asked.AppSpecification,
    StoppingCondition: asked.StoppingCondition ?? { MaxRuntimeInSeconds: 86_400 },
    ProcessingJobStatus: record.status,
    ExitMessage: record.exitMessage,
    FailureReason: record.failureReason,
    CreationTime: new Date(record.creationTime),
    ProcessingStartTime: dateOf(record.processingStartTime),
    ProcessingEndTime: dateOf(record.processingEndTime),
    LastModifiedTime: new Date(record.lastModifiedTime),
  };
}

/** An item of ListProcessingJobs. */
export function summariseProcessingJob(record: ProcessingJobRecord): ProcessingJobSummary {
  return {
    ProcessingJobName: record.name,
    ProcessingJobArn: record.arn,
    CreationTime: new Date(record.creationTime),
    ProcessingEndTime: dateOf(record.processingEndTime),
    LastModifiedTime: new Date(record.lastModifiedTime),
    ProcessingJobStatus: record.status,
    FailureReason: record.failureReason,
    ExitMessage: record.exitMessage,
  };
}

function withDefaults(input: ProcessingInput): ProcessingInput {
  const { S3Input } = input;
  if (S3Input === undefined) return { AppManaged: false, ...input };
  return {
    AppManaged: false,
    ...input,
    S3Input: {
      S3DataDistributionType: 'FullyReplicated',
      S3CompressionType: 'None',
      ...S3Input,
    },
  };
}

function dateOf(time: number | undefined): Date | undefined {
  return time === undefined ? undefined : new Date(time);
}
