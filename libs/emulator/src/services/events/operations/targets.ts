import type {
  ListTargetsByRuleCommandInput,
  ListTargetsByRuleResponse,
  PutTargetsCommandInput,
  PutTargetsResponse,
  RemoveTargetsCommandInput,
  RemoveTargetsResponse,
  Target,
} from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { RuleStore } from '../rule-store.ts';

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html */
export function putTargets(rules: RuleStore): OperationHandler<PutTargetsCommandInput, PutTargetsResponse> {
  return ({ Rule, EventBusName, Targets = [] }, { region }) => {
    const rule = rules.get(region, EventBusName, Rule);
    for (const { Id = '', Arn = '' } of Targets) {
      if (!/^arn:[\w-]+:[\w-]+:[\w-]*:\d*:.+/u.test(Arn))
        throw new AwsError({
          code: 'ValidationException',
          message: `Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format for target ${Id}.`,
        });
    }
    const targets = { ...rule.targets, ...Object.fromEntries(Targets.map((target) => [target.Id ?? '', target])) };
    if (Object.keys(targets).length > 5)
      throw new AwsError({
        code: 'LimitExceededException',
        message: 'The requested resource exceeds the maximum number allowed.',
      });
    rules.put(region, { ...rule, targets });
    return { FailedEntryCount: 0, FailedEntries: [] };
  };
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RemoveTargets.html */
export function removeTargets(rules: RuleStore): OperationHandler<RemoveTargetsCommandInput, RemoveTargetsResponse> {
  return ({ Rule, EventBusName, Ids = [] }, { region }) => {
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

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html */
export function listTargetsByRule(rules: RuleStore): OperationHandler<ListTargetsByRuleCommandInput, ListTargetsByRuleResponse> {
  return ({ Rule, EventBusName }, { region }) => ({
    Targets: Object.values(rules.get(region, EventBusName, Rule).targets) as Target[],
  });
}
