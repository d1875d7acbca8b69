import type { ListTargetsByRuleCommandInput, ListTargetsByRuleResponse, Target } from '@aws-sdk/client-eventbridge';
import type { OperationHandler } from '../../../core/service.ts';
import type { RuleStore } from '../rule-store.ts';

/**
 * Lists the targets of a rule.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html
 */
export function listTargetsByRule(rules: RuleStore): OperationHandler<ListTargetsByRuleCommandInput, ListTargetsByRuleResponse> {
  return ({ Rule, EventBusName }, { region }) => ({
    Targets: Object.values(rules.get(region, EventBusName, Rule).targets) as Target[],
  });
}
