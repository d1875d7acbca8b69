import type { DeleteProcessingJobRequest } from '@aws-sdk/client-sagemaker';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { requireEnded } from '../refusals.ts';
import { requireProcessingJob } from '../require-resource.ts';
import { recordKey } from '../resource-name.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';

/**
 * DeleteProcessingJob: deletes a processing job that has ended.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteProcessingJob.html
 */
export function deleteProcessingJob(
  context: SagemakerContext,
): OperationHandler<Given<DeleteProcessingJobRequest, 'ProcessingJobName'>, object> {
  const { processingJobs, tags } = context;
  return ({ ProcessingJobName }, call) => {
    const record = requireProcessingJob(context, ProcessingJobName, call);
    requireEnded('processing-job', record);
    processingJobs.records.delete(recordKey(call.region, record.name));
    tags.forget(record.arn);
    return {};
  };
}
