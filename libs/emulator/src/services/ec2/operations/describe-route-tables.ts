import type { OperationHandler } from '../../../core/service.ts';
import { describeRecords, type FilterInput } from '../describe.ts';
import type { RecordStore } from '../record-store.ts';

/**
 * Describes route tables.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html
 */
export function describeRouteTables(
  records: RecordStore,
): OperationHandler<FilterInput & { readonly RouteTableIds?: readonly string[] }, object> {
  return (input, call) => ({ RouteTables: describeRecords(records, 'route-table', input.RouteTableIds, input, call) });
}
