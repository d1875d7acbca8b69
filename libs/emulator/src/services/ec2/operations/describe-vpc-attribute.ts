import type { OperationHandler } from '../../../core/service.ts';
import type { RecordStore } from '../record-store.ts';

/**
 * Returns one DNS attribute of a VPC.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcAttribute.html
 */
export function describeVpcAttribute(
  records: RecordStore,
): OperationHandler<{ readonly VpcId: string; readonly Attribute: string }, object> {
  return ({ VpcId, Attribute }, call) => {
    const { id, value } = records.get('vpc', VpcId, call);
    const member = `${Attribute.charAt(0).toUpperCase()}${Attribute.slice(1)}`;
    return { VpcId: id, [member]: { Value: value[Attribute] ?? false } };
  };
}
