import type { SageMakerJob } from './pipeline-event.ts';

/** A job as SageMaker describes it, in a task's output or cause or in the answer of Describe…Job. */
export interface JobDescription {
  readonly ProcessingJobName?: string | undefined;
  readonly ProcessingJobArn?: string | undefined;
  readonly ProcessingJobStatus?: string | undefined;
  readonly TrainingJobName?: string | undefined;
  readonly TrainingJobArn?: string | undefined;
  readonly TrainingJobStatus?: string | undefined;
  readonly SecondaryStatus?: string | undefined;
  readonly FailureReason?: string | undefined;
  readonly ExitMessage?: string | undefined;
  readonly BillableTimeInSeconds?: number | undefined;
  readonly FinalMetricDataList?:
    | readonly { readonly MetricName?: string | undefined; readonly Value?: number | undefined }[]
    | undefined;
}

/** Returns the job of a description; undefined for another text. */
export function jobIn(description: JobDescription | undefined): SageMakerJob | undefined {
  const { ProcessingJobArn, ProcessingJobName, TrainingJobArn, TrainingJobName } = description ?? {};
  const processing = ProcessingJobName ?? lastPart(ProcessingJobArn);
  if (processing !== undefined) return { jobType: 'ProcessingJob', jobName: processing };
  const training = TrainingJobName ?? lastPart(TrainingJobArn);
  return training === undefined ? undefined : { jobType: 'TrainingJob', jobName: training };
}

/** A job's status; undefined when the description has none. */
export function jobStatus({ ProcessingJobStatus, TrainingJobStatus }: JobDescription): string | undefined {
  return ProcessingJobStatus ?? TrainingJobStatus;
}

/** Why a job failed: what its container said, else SageMaker's reason. */
export function failureReasonIn(description: JobDescription | undefined): string | undefined {
  return description?.ExitMessage || description?.FailureReason;
}

/** A description that Step Functions wrote as a cause; undefined when the cause is something else. */
export function descriptionIn(cause: string): JobDescription | undefined {
  if (!cause.startsWith('{')) return undefined;
  try {
    const parsed = JSON.parse(cause) as JobDescription;
    return jobIn(parsed) === undefined ? undefined : parsed;
  } catch {
    return undefined;
  }
}

function lastPart(arn: string | undefined): string | undefined {
  return arn?.slice(arn.lastIndexOf('/') + 1);
}
