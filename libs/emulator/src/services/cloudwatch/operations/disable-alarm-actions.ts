import type { DisableAlarmActionsInput } from '@aws-sdk/client-cloudwatch';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { AlarmStore } from '../alarm-store.ts';

/**
 * Disables the actions of alarms. Unknown names are ignored.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DisableAlarmActions.html
 */
export function disableAlarmActions(
  store: AlarmStore,
): OperationHandler<Given<DisableAlarmActionsInput, 'AlarmNames'>, undefined> {
  return ({ AlarmNames }, { region }) => {
    store.setActionsEnabled(region, AlarmNames, false);
  };
}
