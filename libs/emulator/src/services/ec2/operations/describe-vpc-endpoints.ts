import type { OperationHandler } from '../../../core/service.ts';
import { describeRecords, type FilterInput } from '../describe.ts';
import type { RecordStore } from '../record-store.ts';

/**
 * Describes VPC endpoints.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html
 */
export function describeVpcEndpoints(
  records: RecordStore,
): OperationHandler<FilterInput & { readonly VpcEndpointIds?: readonly string[] }, object> {
  return (input, call) => ({ VpcEndpoints: describeRecords(records, 'vpc-endpoint', input.VpcEndpointIds, input, call) });
}
