import type { OperationHandler } from '../../../core/service.ts';

/**
 * Describes network interfaces: always none.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html
 */
export function describeNetworkInterfaces(): OperationHandler<object, object> {
  return () => ({ NetworkInterfaces: [] });
}
