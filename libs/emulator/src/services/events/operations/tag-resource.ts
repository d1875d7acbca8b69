import type { TagResourceCommandInput } from '@aws-sdk/client-eventbridge';
import type { OperationHandler } from '../../../core/service.ts';
import { type TagStore, tagsFromList } from '../../../core/tags.ts';
import type { TaggedRule } from '../rule-tags.ts';

/**
 * Adds tags to a rule.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TagResource.html
 */
export function tagResource(tags: TagStore<TaggedRule>): OperationHandler<TagResourceCommandInput, object> {
  return ({ ResourceARN, Tags }, { region }) => {
    tags.add({ region, arn: ResourceARN }, tagsFromList(Tags));
    return {};
  };
}
