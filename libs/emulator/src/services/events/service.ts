import type { Runtime } from '../../core/runtime.ts';
import type { Call, Service } from '../../core/service.ts';
import { deleteRule, describeRule, listRuleNamesByTarget, listRules, putRule, setRuleState } from './operations/rules.ts';
import { listTagsForResource, tagResource, untagResource } from './operations/tagging.ts';
import { listTargetsByRule, putTargets, removeTargets } from './operations/targets.ts';
import { busName, RuleStore } from './rule-store.ts';

/** Amazon EventBridge: rules and targets are kept and described, and none fires. There is the default bus only. */
export function createEventsService({ store }: Runtime): Service {
  const rules = new RuleStore(store);
  const bus = ({ partition, region, account }: Call): object => ({
    Name: 'default',
    Arn: `arn:${partition}:events:${region}:${account}:event-bus/default`,
  });
  return {
    id: 'events',
    operations: {
      DeleteRule: deleteRule(rules),
      DescribeEventBus: ({ Name }, call) => {
        busName(Name);
        return bus(call);
      },
      DescribeRule: describeRule(rules),
      DisableRule: setRuleState(rules, 'DISABLED'),
      EnableRule: setRuleState(rules, 'ENABLED'),
      ListEventBuses: (_input, call) => ({ EventBuses: [bus(call)] }),
      ListRuleNamesByTarget: listRuleNamesByTarget(rules),
      ListRules: listRules(rules),
      ListTagsForResource: listTagsForResource(rules),
      ListTargetsByRule: listTargetsByRule(rules),
      PutRule: putRule(rules),
      PutTargets: putTargets(rules),
      RemoveTargets: removeTargets(rules),
      TagResource: tagResource(rules),
      UntagResource: untagResource(rules),
    },
  };
}
