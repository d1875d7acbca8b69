import type { PutTargetsCommandInput, PutTargetsResponse } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { Runtime } from '../../../core/runtime.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { RuleStore } from '../rule-store.ts';
import { checkTarget } from '../rule-target.ts';

/**
 * Adds targets to a rule, or replaces those with the same id. A rule has at most five.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html
 */
export function putTargets(
  rules: RuleStore,
  runtime: Runtime,
): OperationHandler<Given<PutTargetsCommandInput, 'Targets'>, PutTargetsResponse> {
  return ({ Rule, EventBusName, Targets }, { region }) => {
    const rule = rules.get(region, EventBusName, Rule);
    for (const target of Targets) checkTarget(target, rule.arn, runtime);
    const targets = { ...rule.targets, ...Object.fromEntries(Targets.map((target) => [target.Id as string, target])) };
    if (Object.keys(targets).length > 5)
      throw new AwsError({
        code: 'LimitExceededException',
        message: 'The requested resource exceeds the maximum number allowed.',
      });
    rules.put(region, { ...rule, targets });
    return { FailedEntryCount: 0, FailedEntries: [] };
  };
}
