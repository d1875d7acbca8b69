import type { DeleteRuleCommandInput } from '@aws-sdk/client-eventbridge';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { validation } from '../errors.ts';
import { busName, type RuleStore } from '../rule-store.ts';

/**
 * Deletes a rule that has no targets. A rule that does not exist is ignored.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteRule.html
 */
export function deleteRule(rules: RuleStore): OperationHandler<Given<DeleteRuleCommandInput, 'Name'>, undefined> {
  return ({ Name, EventBusName }, { region }) => {
    const rule = rules.find(region, busName(EventBusName), Name);
    if (rule === undefined) return undefined;
    if (Object.keys(rule.targets).length > 0) throw validation("Rule can't be deleted since it has targets.");
    rules.delete(region, rule);
    return undefined;
  };
}
