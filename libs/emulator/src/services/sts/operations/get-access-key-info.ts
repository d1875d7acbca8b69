import type { GetAccessKeyInfoCommandInput, GetAccessKeyInfoResponse } from '@aws-sdk/client-sts';
import type { OperationHandler } from '../../../core/service.ts';

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html */
export const getAccessKeyInfo: OperationHandler<GetAccessKeyInfoCommandInput, GetAccessKeyInfoResponse> = (
  _input,
  { account },
) => ({
  Account: account,
});
