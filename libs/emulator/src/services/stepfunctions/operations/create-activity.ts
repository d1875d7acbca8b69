import { isDeepStrictEqual } from 'node:util';
import type { CreateActivityInput, CreateActivityOutput } from '@aws-sdk/client-sfn';
import { arn } from '../../../core/arn.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { mergeTags } from '../../../core/tags.ts';
import type { Activity } from '../activity-store.ts';
import { encryptionOf } from '../configuration.ts';
import { activityAlreadyExists } from '../refusals.ts';
import { requireName } from '../resource-name.ts';
import { requestedTags, TAG_RULES } from '../resource-tags.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Creates an activity. The same request again returns the existing activity.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateActivity.html
 */
export function createActivity(sfn: StepFunctions): OperationHandler<Given<CreateActivityInput, 'name'>, CreateActivityOutput> {
  return (input, call) => {
    requireName(input.name);
    const activityArn = arn('states', call, `activity:${input.name}`);
    const encryptionConfiguration = encryptionOf(input.encryptionConfiguration ?? { type: 'AWS_OWNED_KEY' });
    const existing = sfn.activities.activities.get(activityArn);
    if (existing !== undefined) {
      if (!isDeepStrictEqual(existing.encryptionConfiguration, { ...encryptionConfiguration }))
        throw activityAlreadyExists(activityArn);
      return { activityArn, creationDate: new Date(existing.creationDate) };
    }
    const creationDate = sfn.runtime.clock.now();
    const activity: Activity = {
      arn: activityArn,
      name: input.name,
      creationDate,
      encryptionConfiguration,
      tags: mergeTags({}, requestedTags(input.tags), TAG_RULES),
    };
    sfn.activities.activities.put(activityArn, activity);
    return { activityArn, creationDate: new Date(creationDate) };
  };
}
