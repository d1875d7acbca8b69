import type { PutRuleCommandInput, PutRuleResponse } from '@aws-sdk/client-eventbridge';
import { arn } from '../../../core/arn.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { tagsFromList } from '../../../core/tags.ts';
import { parseSchedule } from '../../../schedule/schedule-expression.ts';
import { validation } from '../errors.ts';
import { checkPattern } from '../event-pattern.ts';
import { busName, type Rule, type RuleStore } from '../rule-store.ts';

/**
 * Creates or replaces a rule. Targets and tags of an existing rule stay.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
 */
export function putRule(rules: RuleStore, clock: Clock): OperationHandler<Given<PutRuleCommandInput, 'Name'>, PutRuleResponse> {
  return (input, call) => {
    const { region, account } = call;
    const { Name, EventPattern, ScheduleExpression, Description, RoleArn, Tags = [] } = input;
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
      arn: arn('events', call, `rule/${Name}`),
      ...(EventPattern !== undefined && { eventPattern: EventPattern }),
      ...(ScheduleExpression !== undefined && { scheduleExpression: ScheduleExpression }),
      ...(Description !== undefined && { description: Description }),
      ...(RoleArn !== undefined && { roleArn: RoleArn }),
      state: input.State ?? 'ENABLED',
      createdBy: account,
      since: existing?.since !== undefined && existing.scheduleExpression === ScheduleExpression ? existing.since : clock.now(),
      targets: existing?.targets ?? {},
      tags: existing?.tags ?? tagsFromList(Tags),
    };
    rules.put(region, rule);
    return { RuleArn: rule.arn };
  };
}
