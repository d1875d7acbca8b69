import type { DescribeTrainingJobRequest, DescribeTrainingJobResponse } from '@aws-sdk/client-sagemaker';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { requireTrainingJob } from '../require-resource.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';
import { trainingJobDescription } from '../training-job.ts';

/**
 * DescribeTrainingJob: returns the request and the state of a training job.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeTrainingJob.html
 */
export function describeTrainingJob(
  context: SagemakerContext,
): OperationHandler<Given<DescribeTrainingJobRequest, 'TrainingJobName'>, DescribeTrainingJobResponse> {
  return ({ TrainingJobName }, call) => trainingJobDescription(requireTrainingJob(context, TrainingJobName, call));
}
