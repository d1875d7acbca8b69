import type { OperationHandler } from '../../../core/service.ts';
import { describeRecords, type FilterInput } from '../describe.ts';
import type { RecordStore } from '../record-store.ts';

/**
 * Describes subnets.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html
 */
export function describeSubnets(
  records: RecordStore,
): OperationHandler<FilterInput & { readonly SubnetIds?: readonly string[] }, object> {
  return (input, call) => ({ Subnets: describeRecords(records, 'subnet', input.SubnetIds, input, call) });
}
