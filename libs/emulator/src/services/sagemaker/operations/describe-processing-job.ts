import type { DescribeProcessingJobRequest, DescribeProcessingJobResponse } from '@aws-sdk/client-sagemaker';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { processingJobDescription } from '../processing-job.ts';
import { requireProcessingJob } from '../require-resource.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';

/**
 * DescribeProcessingJob: returns the request and the state of a processing job.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeProcessingJob.html
 */
export function describeProcessingJob(
  context: SagemakerContext,
): OperationHandler<Given<DescribeProcessingJobRequest, 'ProcessingJobName'>, DescribeProcessingJobResponse> {
  return ({ ProcessingJobName }, call) => processingJobDescription(requireProcessingJob(context, ProcessingJobName, call));
}
