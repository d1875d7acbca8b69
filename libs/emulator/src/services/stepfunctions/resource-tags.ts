import type { Tag } from '@aws-sdk/client-sfn';
import { type TagRules, TagStore, type Tags, tagsFromList } from '../../core/tags.ts';
import { resourceKind } from './arn.ts';
import { invalidArn, resourceNotFound, tooManyTags } from './refusals.ts';
import type { StepFunctions } from './step-functions.ts';

/** A state machine or an activity has at most 50 tags. */
export const TAG_RULES: TagRules = { max: 50, limitExceeded: tooManyTags };

/** The tags of state machines and activities, by ARN. */
export function resourceTags({ activities, machines }: StepFunctions): TagStore<string> {
  return new TagStore((arn: string) => {
    const kind = resourceKind(arn);
    if (kind !== 'stateMachine' && kind !== 'activity') throw invalidArn(`Resource type not valid in this context: ${kind}`);
    const collection = kind === 'activity' ? activities.activities : machines.machines;
    const resource = collection.get(arn);
    if (resource === undefined) throw resourceNotFound(arn);
    // The collections hold different shapes that have their tags in common.
    const either = collection as { put(key: string, value: object): void };
    return { tags: resource.tags, save: (tags) => either.put(arn, { ...resource, tags }) };
  }, TAG_RULES);
}

/** The tags in a request. A tag without a key is ignored. */
export function requestedTags(tags: readonly Tag[] | undefined): Tags {
  return tagsFromList(tags?.filter(({ key }) => key !== undefined));
}
