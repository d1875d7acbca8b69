import type { DeleteFunctionEventInvokeConfigRequest } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { locateEventInvokeConfig } from '../event-invoke-config.ts';
import type { Functions } from '../functions.ts';

/**
 * Deletes the configuration for asynchronous invocation of a function, version or alias.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionEventInvokeConfig.html
 */
export function deleteFunctionEventInvokeConfig(
  functions: Functions,
): OperationHandler<Given<DeleteFunctionEventInvokeConfigRequest, 'FunctionName'>, object> {
  return (input, call) => {
    const { key, existing } = locateEventInvokeConfig(functions, input, call);
    existing();
    functions.store.eventInvokeConfigs.delete(key);
    return {};
  };
}
