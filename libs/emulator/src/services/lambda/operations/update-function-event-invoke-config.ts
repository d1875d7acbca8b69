import type { FunctionEventInvokeConfig, UpdateFunctionEventInvokeConfigRequest } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { eventInvokeConfig, eventInvokeConfigRecord, locateEventInvokeConfig } from '../event-invoke-config.ts';
import type { Functions } from '../functions.ts';

/**
 * Changes members of the configuration for asynchronous invocation of a function, version or alias.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionEventInvokeConfig.html
 */
export function updateFunctionEventInvokeConfig(
  functions: Functions,
): OperationHandler<Given<UpdateFunctionEventInvokeConfigRequest, 'FunctionName'>, FunctionEventInvokeConfig> {
  return (input, call) => {
    const { key, functionName, qualifier, existing } = locateEventInvokeConfig(functions, input, call);
    const record = { ...existing(), ...eventInvokeConfigRecord(input, qualifier, functions.runtime.clock.now()) };
    functions.store.eventInvokeConfigs.put(key, record);
    return eventInvokeConfig(record, functionName, call);
  };
}
