import { isDeepStrictEqual } from 'node:util';
import type {
  CreateActivityInput,
  CreateActivityOutput,
  DeleteActivityInput,
  DescribeActivityInput,
  DescribeActivityOutput,
  GetActivityTaskInput,
  GetActivityTaskOutput,
  ListActivitiesInput,
  ListActivitiesOutput,
} from '@aws-sdk/client-sfn';
import type { OperationHandler } from '../../../core/service.ts';
import type { Activity } from '../activity-store.ts';
import { arnPrefix, requireActivityArn } from '../arn.ts';
import { encryptionOf } from '../configuration.ts';
import type { Given } from '../given.ts';
import { pagePosition, pageSize, pageToken } from '../page-token.ts';
import { activityAlreadyExists, activityDoesNotExist } from '../refusals.ts';
import { requireName } from '../resource-name.ts';
import type { StepFunctions } from '../step-functions.ts';
import { withTags } from '../tags.ts';

/** How long GetActivityTask holds a connection that has no task, in milliseconds. */
const POLL = 60_000;

/** Creates an activity. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateActivity.html */
export function createActivity(sfn: StepFunctions): OperationHandler<Given<CreateActivityInput, 'name'>, CreateActivityOutput> {
  return (input, call) => {
    requireName(input.name);
    const arn = `${arnPrefix(call)}activity:${input.name}`;
    const encryptionConfiguration = encryptionOf(input.encryptionConfiguration ?? { type: 'AWS_OWNED_KEY' });
    const existing = sfn.activities.activities.get(arn);
    if (existing !== undefined) {
      if (!isDeepStrictEqual(existing.encryptionConfiguration, { ...encryptionConfiguration })) throw activityAlreadyExists(arn);
      return { activityArn: arn, creationDate: new Date(existing.creationDate) };
    }
    const creationDate = sfn.runtime.clock.now();
    const activity: Activity = { arn, name: input.name, creationDate, encryptionConfiguration, tags: withTags({}, input.tags) };
    sfn.activities.activities.put(arn, activity);
    return { activityArn: arn, creationDate: new Date(creationDate) };
  };
}

function requireActivity(sfn: StepFunctions, arn: string): Activity {
  requireActivityArn(arn);
  const activity = sfn.activities.activities.get(arn);
  if (activity === undefined) throw activityDoesNotExist(arn);
  return activity;
}

/** Tells what an activity is. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeActivity.html */
export function describeActivity(
  sfn: StepFunctions,
): OperationHandler<Given<DescribeActivityInput, 'activityArn'>, DescribeActivityOutput> {
  return (input) => {
    const { arn, name, creationDate, encryptionConfiguration } = requireActivity(sfn, input.activityArn);
    return { activityArn: arn, name, creationDate: new Date(creationDate), encryptionConfiguration };
  };
}

/** Deletes an activity; one that is not there is no error. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteActivity.html */
export function deleteActivity(
  sfn: StepFunctions,
): OperationHandler<Given<DeleteActivityInput, 'activityArn'>, Record<string, never>> {
  return (input) => {
    requireActivityArn(input.activityArn);
    sfn.activities.activities.delete(input.activityArn);
    return {};
  };
}

/** Lists the activities of the region. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListActivities.html */
export function listActivities(sfn: StepFunctions): OperationHandler<ListActivitiesInput, ListActivitiesOutput> {
  return (input, call) => {
    const prefix = `${arnPrefix(call)}activity:`;
    const after = pagePosition('ListActivities', input.nextToken, sfn.runtime.clock.now());
    const size = pageSize(input.maxResults);
    const found = sfn.activities.activities.list({ prefix, limit: size + 1, ...(after === undefined ? {} : { after }) });
    const page = found.slice(0, size);
    return {
      activities: page.map(({ value }) => ({
        activityArn: value.arn,
        name: value.name,
        creationDate: new Date(value.creationDate),
      })),
      nextToken: found.length > size ? pageToken('ListActivities', page.at(-1)?.key ?? '', sfn.runtime.clock.now()) : undefined,
    };
  };
}

/** Gives a worker the next task of an activity, or nothing after a minute. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html */
export function getActivityTask(
  sfn: StepFunctions,
): OperationHandler<Given<GetActivityTaskInput, 'activityArn'>, GetActivityTaskOutput> {
  return async (input, call) => {
    const { arn } = requireActivity(sfn, input.activityArn);
    const { clock } = sfn.runtime;
    const abort = new AbortController();
    const leave = (): void => abort.abort();
    if (call.signal.aborted) leave();
    call.signal.addEventListener('abort', leave, { once: true });
    const timer = clock.setTimer(clock.now() + POLL, leave);
    try {
      const task = await sfn.activities.take(arn, abort.signal);
      if (task === undefined) return {};
      task.taken(input.workerName);
      return { taskToken: task.taskToken, input: task.input };
    } finally {
      timer.cancel();
      call.signal.removeEventListener('abort', leave);
    }
  };
}
