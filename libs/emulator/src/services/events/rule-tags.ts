import { TagStore } from '../../core/tags.ts';
import type { RuleStore } from './rule-store.ts';

/** The rule that a tagging operation names. */
export interface TaggedRule {
  readonly region: string;
  readonly arn: string | undefined;
}

/** The tags of rules. */
export function ruleTags(rules: RuleStore): TagStore<TaggedRule> {
  return new TagStore(({ region, arn }: TaggedRule) => {
    const rule = rules.byArn(region, arn);
    return { tags: rule.tags, save: (tags) => rules.put(region, { ...rule, tags }) };
  });
}
