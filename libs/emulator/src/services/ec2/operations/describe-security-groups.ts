import type { OperationHandler } from '../../../core/service.ts';
import { describeRecords, type FilterInput } from '../describe.ts';
import type { RecordStore } from '../record-store.ts';

/**
 * Describes security groups.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html
 */
export function describeSecurityGroups(
  records: RecordStore,
): OperationHandler<FilterInput & { readonly GroupIds?: readonly string[] }, object> {
  return (input, call) => ({ SecurityGroups: describeRecords(records, 'security-group', input.GroupIds, input, call) });
}
