import type { GetFunctionRecursionConfigRequest, GetFunctionRecursionConfigResponse } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Functions } from '../functions.ts';

/**
 * Returns the default, `Terminate`: recursion detection cannot be configured here.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionRecursionConfig.html
 */
export function getFunctionRecursionConfig(
  functions: Functions,
): OperationHandler<Given<GetFunctionRecursionConfigRequest, 'FunctionName'>, GetFunctionRecursionConfigResponse> {
  return (input, call) => {
    functions.find(input.FunctionName, undefined, call);
    return { RecursiveLoop: 'Terminate' };
  };
}
