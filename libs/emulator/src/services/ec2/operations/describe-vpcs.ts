import type { OperationHandler } from '../../../core/service.ts';
import { describeRecords, type FilterInput } from '../describe.ts';
import type { RecordStore } from '../record-store.ts';

/**
 * Describes VPCs.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html
 */
export function describeVpcs(
  records: RecordStore,
): OperationHandler<FilterInput & { readonly VpcIds?: readonly string[] }, object> {
  return (input, call) => ({ Vpcs: describeRecords(records, 'vpc', input.VpcIds, input, call) });
}
