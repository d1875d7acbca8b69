import type { DeleteTrainingJobRequest } from '@aws-sdk/client-sagemaker';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { requireEnded } from '../refusals.ts';
import { requireTrainingJob } from '../require-resource.ts';
import { recordKey } from '../resource-name.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';

/**
 * DeleteTrainingJob: deletes a training job that has ended.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteTrainingJob.html
 */
export function deleteTrainingJob(
  context: SagemakerContext,
): OperationHandler<Given<DeleteTrainingJobRequest, 'TrainingJobName'>, object> {
  const { trainingJobs, tags } = context;
  return ({ TrainingJobName }, call) => {
    const record = requireTrainingJob(context, TrainingJobName, call);
    requireEnded('training-job', record);
    trainingJobs.records.delete(recordKey(call.region, record.name));
    tags.forget(record.arn);
    return {};
  };
}
