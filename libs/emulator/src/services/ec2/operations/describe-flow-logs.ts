import type { OperationHandler } from '../../../core/service.ts';
import { describeRecords, type FilterInput } from '../describe.ts';
import type { RecordStore } from '../record-store.ts';

/**
 * Describes flow logs.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeFlowLogs.html
 */
export function describeFlowLogs(
  records: RecordStore,
): OperationHandler<FilterInput & { readonly FlowLogIds?: readonly string[] }, object> {
  return (input, call) => ({ FlowLogs: describeRecords(records, 'flow-log', input.FlowLogIds, input, call) });
}
