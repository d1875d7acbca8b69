import type { StopTrainingJobRequest } from '@aws-sdk/client-sagemaker';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { validationException } from '../refusals.ts';
import { requireTrainingJob } from '../require-resource.ts';
import { recordKey } from '../resource-name.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';
import { enterStep } from '../training-job.ts';

/**
 * StopTrainingJob: asks the container of a training job to end.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_StopTrainingJob.html
 */
export function stopTrainingJob(
  context: SagemakerContext,
): OperationHandler<Given<StopTrainingJobRequest, 'TrainingJobName'>, object> {
  const { trainingJobs, runtime } = context;
  return ({ TrainingJobName }, call) => {
    const record = requireTrainingJob(context, TrainingJobName, call);
    if (record.status === 'Stopping') return {};
    if (record.status !== 'InProgress')
      throw validationException(`The request was rejected because the training job is in status ${record.status}.`);
    const key = recordKey(call.region, record.name);
    record.status = 'Stopping';
    enterStep(record, 'Stopping', runtime.clock.now());
    trainingJobs.runs.save(key, record);
    trainingJobs.runs.stop(key);
    return {};
  };
}
