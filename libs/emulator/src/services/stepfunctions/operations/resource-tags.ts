import type {
  ListTagsForResourceInput,
  ListTagsForResourceOutput,
  TagResourceInput,
  UntagResourceInput,
} from '@aws-sdk/client-sfn';
import type { OperationHandler } from '../../../core/service.ts';
import { resourceKind } from '../arn.ts';
import type { Given } from '../given.ts';
import { invalidArn, resourceNotFound } from '../refusals.ts';
import type { StepFunctions } from '../step-functions.ts';
import { tagList, withTags } from '../tags.ts';

type Tags = Readonly<Record<string, string>>;

/** Reads, or changes and keeps, the tags of the state machine or activity of an ARN. */
function tagsOf(sfn: StepFunctions, arn: string, change?: (tags: Tags) => Tags): Tags {
  const kind = resourceKind(arn);
  if (kind !== 'stateMachine' && kind !== 'activity') throw invalidArn(`Resource type not valid in this context: ${kind}`);
  const collection = kind === 'activity' ? sfn.activities.activities : sfn.machines.machines;
  const resource = collection.get(arn);
  if (resource === undefined) throw resourceNotFound(arn);
  if (change === undefined) return resource.tags;
  const tags = change(resource.tags);
  // The collections hold different shapes that have their tags in common.
  (collection as { put(key: string, value: object): void }).put(arn, { ...resource, tags });
  return tags;
}

/** Lists the tags of a state machine or activity. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListTagsForResource.html */
export function listTagsForResource(
  sfn: StepFunctions,
): OperationHandler<Given<ListTagsForResourceInput, 'resourceArn'>, ListTagsForResourceOutput> {
  return (input) => ({ tags: tagList(tagsOf(sfn, input.resourceArn)) });
}

/** Adds tags. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_TagResource.html */
export function tagResource(
  sfn: StepFunctions,
): OperationHandler<Given<TagResourceInput, 'resourceArn' | 'tags'>, Record<string, never>> {
  return (input) => {
    tagsOf(sfn, input.resourceArn, (tags) => withTags(tags, input.tags));
    return {};
  };
}

/** Takes tags away. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_UntagResource.html */
export function untagResource(
  sfn: StepFunctions,
): OperationHandler<Given<UntagResourceInput, 'resourceArn' | 'tagKeys'>, Record<string, never>> {
  return (input) => {
    tagsOf(sfn, input.resourceArn, (tags) =>
      Object.fromEntries(Object.entries(tags).filter(([key]) => !input.tagKeys.includes(key))),
    );
    return {};
  };
}
