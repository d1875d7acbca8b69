import { type TagRules, TagStore, tagList, tagsFromList } from '../../core/tags.ts';
import { type Iam, requireRole } from './iam.ts';
import { managedPolicy } from './managed-policy.ts';

/** IAM compares the keys of tags without regard to case. */
export const TAG_RULES: TagRules = { ignoresCase: true };

/** The tags of roles, by the role's name. */
export function roleTags(iam: Iam): TagStore<string> {
  return new TagStore((name) => {
    const role = requireRole(iam, name);
    return {
      tags: tagsFromList(role.tags),
      save: (tags) => iam.roles.put(role.name, { ...role, tags: tagList(tags) }),
    };
  }, TAG_RULES);
}

/** The tags of customer managed policies, by the policy's ARN. */
export function policyTags(iam: Iam): TagStore<string> {
  return new TagStore((arn) => {
    const policy = managedPolicy(iam, arn);
    return {
      tags: tagsFromList(policy.tags),
      save: (tags) => iam.policies.put(arn, { ...policy, tags: tagList(tags) }),
    };
  }, TAG_RULES);
}
