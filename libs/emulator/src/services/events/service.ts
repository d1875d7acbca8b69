import type { Runtime } from '../../core/runtime.ts';
import type { Call, OperationHandler, Service } from '../../core/service.ts';
import { putEvents, testEventPattern } from './operations/put-events.ts';
import { deleteRule, describeRule, listRuleNamesByTarget, listRules, putRule, setRuleState } from './operations/rules.ts';
import { listTagsForResource, tagResource, untagResource } from './operations/tagging.ts';
import { listTargetsByRule, putTargets, removeTargets } from './operations/targets.ts';
import { RuleEngine } from './rule-engine.ts';
import { busName, RuleStore } from './rule-store.ts';

/** Amazon EventBridge: events of users and of the services here, rules that want them, schedules, and their targets. One bus, the default one. */
export function createEventsService(runtime: Runtime): Service {
  const { clock } = runtime;
  const rules = new RuleStore(runtime.store);
  const engine = new RuleEngine(runtime, rules);
  const bus = ({ partition, region, account }: Call): object => ({
    Name: 'default',
    Arn: `arn:${partition}:events:${region}:${account}:event-bus/default`,
  });
  /** Operations after which other events are wanted. */
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
      DescribeEventBus: ({ Name }, call) => {
        busName(Name);
        return bus(call);
      },
      DescribeRule: describeRule(rules),
      DisableRule: changing(setRuleState(rules, 'DISABLED', clock)),
      EnableRule: changing(setRuleState(rules, 'ENABLED', clock)),
      ListEventBuses: (_input, call) => ({ EventBuses: [bus(call)] }),
      ListRuleNamesByTarget: listRuleNamesByTarget(rules),
      ListRules: listRules(rules),
      ListTagsForResource: listTagsForResource(rules),
      ListTargetsByRule: listTargetsByRule(rules),
      PutEvents: putEvents(engine, clock),
      PutRule: changing(putRule(rules, clock)),
      PutTargets: changing(putTargets(rules, runtime.aws)),
      RemoveTargets: changing(removeTargets(rules)),
      TagResource: tagResource(rules),
      TestEventPattern: testEventPattern(),
      UntagResource: untagResource(rules),
    },
  };
}
