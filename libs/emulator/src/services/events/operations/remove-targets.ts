import type { RemoveTargetsCommandInput, RemoveTargetsResponse } from '@aws-sdk/client-eventbridge';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { RuleStore } from '../rule-store.ts';

/**
 * Removes targets from a rule.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RemoveTargets.html
 */
export function removeTargets(
  rules: RuleStore,
): OperationHandler<Given<RemoveTargetsCommandInput, 'Ids'>, RemoveTargetsResponse> {
  return ({ Rule, EventBusName, Ids }, { region }) => {
    const rule = rules.get(region, EventBusName, Rule);
    rules.put(region, { ...rule, targets: Object.fromEntries(Object.entries(rule.targets).filter(([id]) => !Ids.includes(id))) });
    const unknown = Ids.filter((id) => !(id in rule.targets));
    return {
      FailedEntryCount: unknown.length,
      FailedEntries: unknown.map((id) => ({
        TargetId: id,
        ErrorCode: 'ResourceNotFoundException',
        ErrorMessage: `Target ${id} does not exist.`,
      })),
    };
  };
}
