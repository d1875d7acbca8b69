import type { ListActivitiesInput, ListActivitiesOutput } from '@aws-sdk/client-sfn';
import { arn } from '../../../core/arn.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { collectionPage, requestedPage } from '../paging.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Lists the activities of the region.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListActivities.html
 */
export function listActivities(sfn: StepFunctions): OperationHandler<ListActivitiesInput, ListActivitiesOutput> {
  return (input, call) => {
    const request = { ...requestedPage(input, sfn.runtime.clock.now()), list: 'ListActivities' };
    const { items, nextToken } = collectionPage(sfn.activities.activities, arn('states', call, 'activity:'), request);
    return {
      activities: items.map((value) => ({
        activityArn: value.arn,
        name: value.name,
        creationDate: new Date(value.creationDate),
      })),
      nextToken,
    };
  };
}
