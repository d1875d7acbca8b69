import { AwsError } from '../../../core/aws-error.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Aws } from '../../../core/runtime.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { RecordStore, TagSpecifications } from '../record-store.ts';

interface FlowLogInput extends TagSpecifications {
  readonly ResourceIds: readonly string[];
  readonly ResourceType: string;
  readonly TrafficType?: string;
  readonly LogGroupName?: string;
  readonly LogDestination?: string;
  readonly LogDestinationType?: string;
  readonly DeliverLogsPermissionArn?: string;
  readonly LogFormat?: string;
  readonly MaxAggregationInterval?: number;
}

const LOG_FORMAT =
  '${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}';

/**
 * Creates flow logs, a log a resource. No traffic is logged.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html
 */
export function createFlowLogs(records: RecordStore, clock: Clock, aws: Aws): OperationHandler<FlowLogInput, object> {
  return (input, call) => {
    const { ResourceIds, LogDestinationType = 'cloud-watch-logs', DeliverLogsPermissionArn } = input;
    for (const id of ResourceIds) {
      if (records.find(id, call) === undefined)
        throw new AwsError({ code: 'InvalidVpcID.NotFound', message: `The vpc ID '${id}' does not exist` });
    }
    if (LogDestinationType === 'cloud-watch-logs') {
      if (DeliverLogsPermissionArn === undefined)
        throw new AwsError({
          code: 'InvalidParameter',
          message: 'DeliverLogsPermissionArn is required for delivery to CloudWatch Logs',
        });
      aws.assumeRole(DeliverLogsPermissionArn, 'flow-logs', 'vpc-flow-logs.amazonaws.com');
    }
    const FlowLogIds = ResourceIds.map((ResourceId) => {
      const id = records.newId('flow-log');
      const { ResourceIds: _ids, TagSpecifications: _tags, ...settings } = input;
      const value = {
        LogFormat: LOG_FORMAT,
        MaxAggregationInterval: 600,
        ...settings,
        LogDestinationType,
        FlowLogId: id,
        FlowLogStatus: 'ACTIVE',
        DeliverLogsStatus: 'SUCCESS',
        ResourceId,
        createdAt: clock.now(),
      };
      records.add('flow-log', id, value, input, call);
      return id;
    });
    return { FlowLogIds, Unsuccessful: [] };
  };
}
