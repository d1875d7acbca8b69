import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { tagsFromList } from '../../core/tags.ts';
import { addTags } from './operations/add-tags.ts';
import { createTrail } from './operations/create-trail.ts';
import { deleteTrail } from './operations/delete-trail.ts';
import { describeTrails } from './operations/describe-trails.ts';
import { getEventSelectors } from './operations/get-event-selectors.ts';
import { getInsightSelectors } from './operations/get-insight-selectors.ts';
import { getTrail } from './operations/get-trail.ts';
import { getTrailStatus } from './operations/get-trail-status.ts';
import { listTags } from './operations/list-tags.ts';
import { listTrails } from './operations/list-trails.ts';
import { putEventSelectors } from './operations/put-event-selectors.ts';
import { removeTags } from './operations/remove-tags.ts';
import { startLogging } from './operations/start-logging.ts';
import { stopLogging } from './operations/stop-logging.ts';
import { updateTrail } from './operations/update-trail.ts';
import { TrailStore } from './trail-store.ts';
import { trailTags } from './trail-tags.ts';

/**
 * AWS CloudTrail as records: trails can be created, started and stopped, and the policies of their buckets are checked. No events are
 * recorded.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/Welcome.html
 */
export function createCloudTrailService({ store, aws, clock }: Runtime): Service {
  const trails = new TrailStore(store);
  const tags = trailTags(trails);
  return {
    id: 'cloudtrail',
    resourceTags: (arn) => {
      const trail = trails.find(arn);
      return trail && tagsFromList(trail.tags);
    },
    operations: {
      AddTags: addTags(tags),
      CreateTrail: createTrail(trails, aws),
      DeleteTrail: deleteTrail(trails),
      DescribeTrails: describeTrails(trails),
      GetEventSelectors: getEventSelectors(trails),
      GetInsightSelectors: getInsightSelectors(trails),
      GetTrail: getTrail(trails),
      GetTrailStatus: getTrailStatus(trails),
      ListTags: listTags(tags),
      ListTrails: listTrails(trails),
      PutEventSelectors: putEventSelectors(trails),
      RemoveTags: removeTags(tags),
      StartLogging: startLogging(trails, clock),
      StopLogging: stopLogging(trails, clock),
      UpdateTrail: updateTrail(trails, aws),
    },
  };
}
