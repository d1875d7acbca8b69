import type { StopProcessingJobRequest } from '@aws-sdk/client-sagemaker';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { validationException } from '../refusals.ts';
import { requireProcessingJob } from '../require-resource.ts';
import { recordKey } from '../resource-name.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';

/**
 * StopProcessingJob: asks the container of a processing job to end.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_StopProcessingJob.html
 */
export function stopProcessingJob(
  context: SagemakerContext,
): OperationHandler<Given<StopProcessingJobRequest, 'ProcessingJobName'>, object> {
  const { processingJobs } = context;
  return ({ ProcessingJobName }, call) => {
    const record = requireProcessingJob(context, ProcessingJobName, call);
    if (record.status === 'Stopping') return {};
    if (record.status !== 'InProgress')
      throw validationException(`The request was rejected because the processing job is in status ${record.status}.`);
    const key = recordKey(call.region, record.name);
    record.status = 'Stopping';
    processingJobs.runs.save(key, record);
    processingJobs.runs.stop(key);
    return {};
  };
}
