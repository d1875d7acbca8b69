import type {
  DeleteRuleCommandInput,
  DescribeRuleCommandInput,
  DescribeRuleResponse,
  DisableRuleCommandInput,
  ListRuleNamesByTargetCommandInput,
  ListRuleNamesByTargetResponse,
  ListRulesCommandInput,
  ListRulesResponse,
  PutRuleCommandInput,
  PutRuleResponse,
} from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../core/aws-error.ts';
import type { Clock } from '../../../core/clock.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { compilePattern } from '../../../delivery/event-pattern.ts';
import { parseSchedule } from '../../../schedule/schedule-expression.ts';
import { busName, type Rule, type RuleStore } from '../rule-store.ts';

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
export function putRule(rules: RuleStore, clock: Clock): OperationHandler<PutRuleCommandInput, PutRuleResponse> {
  return (input, { region, account, partition }) => {
    const { Name = '', EventPattern, ScheduleExpression, Description, RoleArn, Tags = [] } = input;
    const bus = busName(input.EventBusName);
    if (EventPattern === undefined && ScheduleExpression === undefined)
      throw validation('Parameter(s) EventPattern or ScheduleExpression must be specified.');
    if (EventPattern !== undefined) checkPattern(EventPattern);
    const schedule = ScheduleExpression === undefined ? undefined : parseSchedule(ScheduleExpression);
    if (ScheduleExpression !== undefined && (schedule === undefined || schedule.kind === 'at'))
      throw validation('Parameter ScheduleExpression is not valid.');
    const existing = rules.find(region, bus, Name);
    const rule: Rule = {
      name: Name,
      bus,
      arn: `arn:${partition}:events:${region}:${account}:rule/${Name}`,
      ...(EventPattern !== undefined && { eventPattern: EventPattern }),
      ...(ScheduleExpression !== undefined && { scheduleExpression: ScheduleExpression }),
      ...(Description !== undefined && { description: Description }),
      ...(RoleArn !== undefined && { roleArn: RoleArn }),
      state: input.State ?? 'ENABLED',
      createdBy: account,
      since: existing?.since !== undefined && existing.scheduleExpression === ScheduleExpression ? existing.since : clock.now(),
      targets: existing?.targets ?? {},
      tags: existing?.tags ?? Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
    };
    rules.put(region, rule);
    return { RuleArn: rule.arn };
  };
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html */
export function describeRule(rules: RuleStore): OperationHandler<DescribeRuleCommandInput, DescribeRuleResponse> {
  return ({ Name, EventBusName }, { region }) => {
    const rule = rules.get(region, EventBusName, Name);
    return { ...shape(rule), CreatedBy: rule.createdBy };
  };
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html */
export function listRules(rules: RuleStore): OperationHandler<ListRulesCommandInput, ListRulesResponse> {
  return ({ NamePrefix, EventBusName, NextToken = '', Limit = 100 }, { region }) => {
    const found = rules.list(region, EventBusName, NamePrefix).filter(({ name }) => name > NextToken);
    const page = found.slice(0, Limit);
    return { Rules: page.map(shape), ...(page.length < found.length && { NextToken: page.at(-1)?.name }) };
  };
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRuleNamesByTarget.html */
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

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteRule.html */
export function deleteRule(rules: RuleStore): OperationHandler<DeleteRuleCommandInput, undefined> {
  return ({ Name = '', EventBusName }, { region }) => {
    const rule = rules.find(region, busName(EventBusName), Name);
    if (rule === undefined) return undefined;
    if (Object.keys(rule.targets).length > 0) throw validation("Rule can't be deleted since it has targets.");
    rules.delete(region, rule);
    return undefined;
  };
}

/** EnableRule and DisableRule. @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EnableRule.html */
export function setRuleState(
  rules: RuleStore,
  state: 'ENABLED' | 'DISABLED',
  clock: Clock,
): OperationHandler<DisableRuleCommandInput, undefined> {
  return ({ Name, EventBusName }, { region }) => {
    rules.put(region, { ...rules.get(region, EventBusName, Name), state, since: clock.now() });
    return undefined;
  };
}

function shape(rule: Rule): DescribeRuleResponse {
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

/** @throws AwsError `InvalidEventPatternException` */
export function checkPattern(pattern: string): ReturnType<typeof compilePattern> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(pattern);
  } catch {
    throw invalidPattern('it is not valid JSON');
  }
  try {
    return compilePattern(parsed);
  } catch (error) {
    throw invalidPattern((error as Error).message);
  }
}

function invalidPattern(reason: string): AwsError {
  return new AwsError({ code: 'InvalidEventPatternException', message: `Event pattern is not valid. Reason: ${reason}` });
}

function validation(message: string): AwsError {
  return new AwsError({ code: 'ValidationException', message });
}
