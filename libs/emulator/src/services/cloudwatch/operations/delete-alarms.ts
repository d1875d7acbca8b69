import type { DeleteAlarmsInput } from '@aws-sdk/client-cloudwatch';
import type { Clock } from '../../../core/clock.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { AlarmStore } from '../alarm-store.ts';

/**
 * Deletes alarms. Unknown names are ignored.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html
 */
export function deleteAlarms(
  store: AlarmStore,
  clock: Clock,
): OperationHandler<Given<DeleteAlarmsInput, 'AlarmNames'>, undefined> {
  return ({ AlarmNames }, { region }) => {
    for (const name of AlarmNames) {
      const alarm = store.find(region, name);
      if (alarm === undefined) continue;
      store.delete(alarm);
      store.addHistory({
        alarmName: name,
        alarmType: alarm.type,
        region,
        timestamp: clock.now(),
        kind: 'ConfigurationUpdate',
        summary: `Alarm "${name}" deleted`,
        data: JSON.stringify({ version: '1.0', type: 'Delete', deletedAlarm: alarm.configuration }),
      });
    }
  };
}
