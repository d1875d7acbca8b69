import type { GetAccessKeyInfoCommandInput, GetAccessKeyInfoResponse } from '@aws-sdk/client-sts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';

/**
 * Returns the account that an access key belongs to: always the caller's.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html
 */
export function getAccessKeyInfo(): OperationHandler<
  Given<GetAccessKeyInfoCommandInput, 'AccessKeyId'>,
  GetAccessKeyInfoResponse
> {
  return (_input, { account }) => ({ Account: account });
}
