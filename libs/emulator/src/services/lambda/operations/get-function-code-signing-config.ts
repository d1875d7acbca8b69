import type { GetFunctionCodeSigningConfigRequest, GetFunctionCodeSigningConfigResponse } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Functions } from '../functions.ts';

/**
 * Returns a function's name without a code signing configuration: functions have none here.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionCodeSigningConfig.html
 */
export function getFunctionCodeSigningConfig(
  functions: Functions,
): OperationHandler<
  Given<GetFunctionCodeSigningConfigRequest, 'FunctionName'>,
  Omit<GetFunctionCodeSigningConfigResponse, 'CodeSigningConfigArn'>
> {
  return (input, call) => ({ FunctionName: functions.find(input.FunctionName, undefined, call).reference.name });
}
