import type { OperationHandler } from '../../../core/service.ts';

/**
 * Describes network ACLs: always none.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkAcls.html
 */
export function describeNetworkAcls(): OperationHandler<object, object> {
  return () => ({ NetworkAcls: [] });
}
