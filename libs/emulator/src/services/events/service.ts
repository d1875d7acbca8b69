import type { Runtime } from '../../core/runtime.ts';
import type { OperationHandler, Service } from '../../core/service.ts';
import { deleteRule } from './operations/delete-rule.ts';
import { describeEventBus } from './operations/describe-event-bus.ts';
import { describeRule } from './operations/describe-rule.ts';
import { disableRule } from './operations/disable-rule.ts';
import { enableRule } from './operations/enable-rule.ts';
import { listEventBuses } from './operations/list-event-buses.ts';
import { listRuleNamesByTarget } from './operations/list-rule-names-by-target.ts';
import { listRules } from './operations/list-rules.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { listTargetsByRule } from './operations/list-targets-by-rule.ts';
import { putEvents } from './operations/put-events.ts';
import { putRule } from './operations/put-rule.ts';
import { putTargets } from './operations/put-targets.ts';
import { removeTargets } from './operations/remove-targets.ts';
import { tagResource } from './operations/tag-resource.ts';
import { testEventPattern } from './operations/test-event-pattern.ts';
import { untagResource } from './operations/untag-resource.ts';
import { RuleEngine } from './rule-engine.ts';
import { RuleStore } from './rule-store.ts';
import { ruleTags } from './rule-tags.ts';

/** Amazon EventBridge: events of users and of the services here, rules that match them, schedules, and their targets. One bus, the default one. */
export function createEventsService(runtime: Runtime): Service {
  const { clock } = runtime;
  const rules = new RuleStore(runtime.store);
  const tags = ruleTags(rules);
  const engine = new RuleEngine(runtime, rules);
  /** Wraps an operation that changes which events have targets. */
  const changing =
    (handler: OperationHandler): OperationHandler =>
    (input, call) => {
      const output: unknown = handler(input, call);
      engine.rulesChanged();
      return output;
    };
  return {
    id: 'events',
    start: () => engine.start(),
    stop: () => engine.stop(),
    operations: {
      DeleteRule: changing(deleteRule(rules)),
      DescribeEventBus: describeEventBus(),
      DescribeRule: describeRule(rules),
      DisableRule: changing(disableRule(rules, clock)),
      EnableRule: changing(enableRule(rules, clock)),
      ListEventBuses: listEventBuses(),
      ListRuleNamesByTarget: listRuleNamesByTarget(rules),
      ListRules: listRules(rules),
      ListTagsForResource: listTagsForResource(tags),
      ListTargetsByRule: listTargetsByRule(rules),
      PutEvents: putEvents(engine, clock),
      PutRule: changing(putRule(rules, clock)),
      PutTargets: changing(putTargets(rules, runtime)),
      RemoveTargets: changing(removeTargets(rules)),
      TagResource: tagResource(tags),
      TestEventPattern: testEventPattern(),
      UntagResource: untagResource(tags),
    },
  };
}
