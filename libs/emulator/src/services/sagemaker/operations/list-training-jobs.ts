import type { ListTrainingJobsRequest, ListTrainingJobsResponse } from '@aws-sdk/client-sagemaker';
import type { OperationHandler } from '../../../core/service.ts';
import { listPage, recordsIn } from '../listing.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';
import { summariseTrainingJob } from '../training-job.ts';

/**
 * ListTrainingJobs: returns a page of the training jobs of a region.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListTrainingJobs.html
 */
export function listTrainingJobs({
  trainingJobs,
}: SagemakerContext): OperationHandler<ListTrainingJobsRequest, ListTrainingJobsResponse> {
  return (input, call) => {
    const { items, nextToken } = listPage(recordsIn(trainingJobs.records, call.region), input, call);
    return { TrainingJobSummaries: items.map(summariseTrainingJob), NextToken: nextToken };
  };
}
