import type { PutCompositeAlarmInput } from '@aws-sdk/client-cloudwatch';
import { notServed } from '../../../core/aws-error.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { checkActions, saveAlarm } from '../alarm-configuration.ts';
import type { AlarmConfiguration, AlarmStore } from '../alarm-store.ts';
import type { AlarmWatch } from '../alarm-watch.ts';
import { parseCompositeRule } from '../composite-rule.ts';
import { validation } from '../errors.ts';

/**
 * Creates or updates a composite alarm.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function putCompositeAlarm(
  store: AlarmStore,
  watch: AlarmWatch,
  clock: Clock,
): OperationHandler<Given<PutCompositeAlarmInput, 'AlarmName' | 'AlarmRule'>, undefined> {
  return ({ Tags, ...configuration }, call) => {
    const { alarms } = parseCompositeRule(configuration.AlarmRule);
    const missing = alarms.find((name) => store.find(call.region, name.slice(name.lastIndexOf(':') + 1)) === undefined);
    if (missing !== undefined)
      throw validation(`Could not save the composite alarm as alarms [${missing}] in the alarm rule do not exist`);
    if (configuration.ActionsSuppressor !== undefined) throw notServed('The ActionsSuppressor of CloudWatch composite alarms');
    const whole = configuration as AlarmConfiguration;
    checkActions(whole);
    saveAlarm(store, 'CompositeAlarm', whole, Tags, call, clock.now());
    watch.schedule();
  };
}
