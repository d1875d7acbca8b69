import type { DisableRuleCommandInput } from '@aws-sdk/client-eventbridge';
import type { Clock } from '../../../core/clock.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { RuleStore } from '../rule-store.ts';

/**
 * Disables a rule: it matches no events, and its schedule stops.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DisableRule.html
 */
export function disableRule(rules: RuleStore, clock: Clock): OperationHandler<DisableRuleCommandInput, undefined> {
  return ({ Name, EventBusName }, { region }) => {
    rules.setState(region, EventBusName, Name, { state: 'DISABLED', since: clock.now() });
    return undefined;
  };
}
