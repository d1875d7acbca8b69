import type { DescribeRuleResponse } from '@aws-sdk/client-eventbridge';
import type { Rule } from './rule-store.ts';

/** A rule as DescribeRule and ListRules return it. */
export function ruleDescription(rule: Rule): DescribeRuleResponse {
  return {
    Name: rule.name,
    Arn: rule.arn,
    EventPattern: rule.eventPattern,
    ScheduleExpression: rule.scheduleExpression,
    State: rule.state,
    Description: rule.description,
    RoleArn: rule.roleArn,
    EventBusName: rule.bus,
  };
}
