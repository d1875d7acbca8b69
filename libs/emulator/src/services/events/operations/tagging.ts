import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceResponse,
  TagResourceCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-eventbridge';
import type { OperationHandler } from '../../../core/service.ts';
import type { RuleStore } from '../rule-store.ts';

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TagResource.html */
export function tagResource(rules: RuleStore): OperationHandler<TagResourceCommandInput, object> {
  return ({ ResourceARN, Tags = [] }, { region }) => {
    const rule = rules.byArn(region, ResourceARN);
    const added = Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
    rules.put(region, { ...rule, tags: { ...rule.tags, ...added } });
    return {};
  };
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UntagResource.html */
export function untagResource(rules: RuleStore): OperationHandler<UntagResourceCommandInput, object> {
  return ({ ResourceARN, TagKeys = [] }, { region }) => {
    const rule = rules.byArn(region, ResourceARN);
    rules.put(region, { ...rule, tags: Object.fromEntries(Object.entries(rule.tags).filter(([key]) => !TagKeys.includes(key))) });
    return {};
  };
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTagsForResource.html */
export function listTagsForResource(
  rules: RuleStore,
): OperationHandler<ListTagsForResourceCommandInput, ListTagsForResourceResponse> {
  return ({ ResourceARN }, { region }) => ({
    Tags: Object.entries(rules.byArn(region, ResourceARN).tags).map(([Key, Value]) => ({ Key, Value })),
  });
}
