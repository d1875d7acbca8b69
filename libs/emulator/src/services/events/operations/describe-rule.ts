import type { DescribeRuleCommandInput, DescribeRuleResponse } from '@aws-sdk/client-eventbridge';
import type { OperationHandler } from '../../../core/service.ts';
import { ruleDescription } from '../rule-description.ts';
import type { RuleStore } from '../rule-store.ts';

/**
 * Returns a rule.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html
 */
export function describeRule(rules: RuleStore): OperationHandler<DescribeRuleCommandInput, DescribeRuleResponse> {
  return ({ Name, EventBusName }, { region }) => {
    const rule = rules.get(region, EventBusName, Name);
    return { ...ruleDescription(rule), CreatedBy: rule.createdBy };
  };
}
