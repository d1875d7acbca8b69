import type { ListProcessingJobsRequest, ListProcessingJobsResponse } from '@aws-sdk/client-sagemaker';
import type { OperationHandler } from '../../../core/service.ts';
import { listPage, recordsIn } from '../listing.ts';
import { summariseProcessingJob } from '../processing-job.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';

/**
 * ListProcessingJobs: returns a page of the processing jobs of a region.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListProcessingJobs.html
 */
export function listProcessingJobs({
  processingJobs,
}: SagemakerContext): OperationHandler<ListProcessingJobsRequest, ListProcessingJobsResponse> {
  return (input, call) => {
    const { items, nextToken } = listPage(recordsIn(processingJobs.records, call.region), input, call);
    return { ProcessingJobSummaries: items.map(summariseProcessingJob), NextToken: nextToken };
  };
}
