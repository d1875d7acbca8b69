import type { OperationHandler } from '../../../core/service.ts';

/**
 * Returns the attributes of the account: a VPC platform without a default VPC.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAccountAttributes.html
 */
export function describeAccountAttributes(): OperationHandler<object, object> {
  return () => ({
    AccountAttributes: [
      { AttributeName: 'supported-platforms', AttributeValues: [{ AttributeValue: 'VPC' }] },
      { AttributeName: 'default-vpc', AttributeValues: [{ AttributeValue: 'none' }] },
    ],
  });
}
