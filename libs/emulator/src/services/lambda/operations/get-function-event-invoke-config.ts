import type { FunctionEventInvokeConfig, GetFunctionEventInvokeConfigRequest } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { eventInvokeConfig, locateEventInvokeConfig } from '../event-invoke-config.ts';
import type { Functions } from '../functions.ts';

/**
 * Returns the configuration for asynchronous invocation of a function, version or alias.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionEventInvokeConfig.html
 */
export function getFunctionEventInvokeConfig(
  functions: Functions,
): OperationHandler<Given<GetFunctionEventInvokeConfigRequest, 'FunctionName'>, FunctionEventInvokeConfig> {
  return (input, call) => {
    const { functionName, existing } = locateEventInvokeConfig(functions, input, call);
    return eventInvokeConfig(existing(), functionName, call);
  };
}
