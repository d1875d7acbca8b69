import type { FunctionEventInvokeConfig, PutFunctionEventInvokeConfigRequest } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { eventInvokeConfig, eventInvokeConfigRecord, locateEventInvokeConfig } from '../event-invoke-config.ts';
import type { Functions } from '../functions.ts';

/**
 * Sets the configuration for asynchronous invocation of a function, version or alias, and replaces a former one.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html
 */
export function putFunctionEventInvokeConfig(
  functions: Functions,
): OperationHandler<Given<PutFunctionEventInvokeConfigRequest, 'FunctionName'>, FunctionEventInvokeConfig> {
  return (input, call) => {
    const { key, functionName, qualifier } = locateEventInvokeConfig(functions, input, call);
    const record = eventInvokeConfigRecord(input, qualifier, functions.runtime.clock.now());
    functions.store.eventInvokeConfigs.put(key, record);
    return eventInvokeConfig(record, functionName, call);
  };
}
