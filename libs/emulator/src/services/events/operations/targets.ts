import type {
  ListTargetsByRuleCommandInput,
  ListTargetsByRuleResponse,
  PutTargetsCommandInput,
  PutTargetsResponse,
  RemoveTargetsCommandInput,
  RemoveTargetsResponse,
  Target,
} from '@aws-sdk/client-eventbridge';
import { AwsError, notServed } from '../../../core/aws-error.ts';
import type { Aws } from '../../../core/runtime.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { isServedTarget } from '../../../delivery/deliver.ts';
import type { RuleStore } from '../rule-store.ts';

/** Members of a target that are served; others belong to targets that are not. */
const SERVED_MEMBERS = new Set([
  'Arn',
  'DeadLetterConfig',
  'Id',
  'Input',
  'InputPath',
  'InputTransformer',
  'RetryPolicy',
  'RoleArn',
  'SqsParameters',
]);

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html */
export function putTargets(rules: RuleStore, aws: Aws): OperationHandler<PutTargetsCommandInput, PutTargetsResponse> {
  return ({ Rule, EventBusName, Targets = [] }, { region }) => {
    const rule = rules.get(region, EventBusName, Rule);
    for (const target of Targets) checkTarget(target, rule.arn, aws);
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

function checkTarget(target: Target, ruleArn: string, aws: Aws): void {
  const { Id = '', Arn = '', RoleArn, Input, InputPath, InputTransformer } = target;
  if (!/^arn:[\w-]+:[\w-]+:[\w-]*:\d*:.+/u.test(Arn))
    throw validation(`Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format for target ${Id}.`);
  if (!isServedTarget(Arn)) throw notServed(`The EventBridge target ${Arn}`);
  const unknown = Object.entries(target).find(([name, value]) => value !== undefined && !SERVED_MEMBERS.has(name));
  if (unknown !== undefined) throw notServed(`EventBridge's ${unknown[0]} of a target`);
  if ([Input, InputPath, InputTransformer].filter((given) => given !== undefined).length > 1)
    throw validation(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  if (InputPath !== undefined && !InputPath.startsWith('$')) throw validation(`Invalid InputPath for target ${Id}.`);
  if (Arn.includes(':states:') && RoleArn === undefined) throw validation(`RoleArn is required for target ${Arn}.`);
  if (RoleArn === undefined) return;
  try {
    aws.assumeRole(RoleArn, 'events', 'events.amazonaws.com', ruleArn);
  } catch {
    throw validation(`Provided role '${RoleArn}' cannot be assumed by principal 'events.amazonaws.com'.`);
  }
}

function validation(message: string): AwsError {
  return new AwsError({ code: 'ValidationException', message });
}
