import type { ListRuleNamesByTargetCommandInput, ListRuleNamesByTargetResponse } from '@aws-sdk/client-eventbridge';
import type { OperationHandler } from '../../../core/service.ts';
import type { RuleStore } from '../rule-store.ts';

/**
 * Lists the names of the rules that have a target.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRuleNamesByTarget.html
 */
export function listRuleNamesByTarget(
  rules: RuleStore,
): OperationHandler<ListRuleNamesByTargetCommandInput, ListRuleNamesByTargetResponse> {
  return ({ TargetArn, EventBusName }, { region }) => ({
    RuleNames: rules
      .list(region, EventBusName)
      .filter(({ targets }) => Object.values(targets).some((target) => (target as { Arn?: string }).Arn === TargetArn))
      .map(({ name }) => name),
  });
}
