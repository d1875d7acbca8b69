import type { EnableAlarmActionsInput } from '@aws-sdk/client-cloudwatch';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { AlarmStore } from '../alarm-store.ts';

/**
 * Enables the actions of alarms. Unknown names are ignored.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_EnableAlarmActions.html
 */
export function enableAlarmActions(store: AlarmStore): OperationHandler<Given<EnableAlarmActionsInput, 'AlarmNames'>, undefined> {
  return ({ AlarmNames }, { region }) => {
    store.setActionsEnabled(region, AlarmNames, true);
  };
}
