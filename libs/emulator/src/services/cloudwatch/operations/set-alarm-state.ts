import type { SetAlarmStateInput } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import { isJson } from '../../../core/json.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { AlarmStore } from '../alarm-store.ts';
import type { AlarmWatch } from '../alarm-watch.ts';

/**
 * Sets the state of an alarm until its next evaluation, and runs the actions of that state.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html
 */
export function setAlarmState(
  store: AlarmStore,
  watch: AlarmWatch,
): OperationHandler<Given<SetAlarmStateInput, 'AlarmName' | 'StateValue' | 'StateReason'>, undefined> {
  return ({ AlarmName, StateValue, StateReason, StateReasonData }, { region }) => {
    const alarm = store.find(region, AlarmName);
    if (alarm === undefined) throw new AwsError({ code: 'ResourceNotFound', message: 'Unknown', httpStatus: 404 });
    if (StateReasonData !== undefined && !isJson(StateReasonData))
      throw new AwsError({ code: 'InvalidFormat', message: 'StateReasonData was not in correct JSON format' });
    watch.setState(alarm, StateValue, StateReason, StateReasonData);
  };
}
