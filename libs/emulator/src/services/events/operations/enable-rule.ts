import type { EnableRuleCommandInput } from '@aws-sdk/client-eventbridge';
import type { Clock } from '../../../core/clock.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { RuleStore } from '../rule-store.ts';

/**
 * Enables a rule. A rate starts to count again.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EnableRule.html
 */
export function enableRule(rules: RuleStore, clock: Clock): OperationHandler<EnableRuleCommandInput, undefined> {
  return ({ Name, EventBusName }, { region }) => {
    rules.setState(region, EventBusName, Name, { state: 'ENABLED', since: clock.now() });
    return undefined;
  };
}
