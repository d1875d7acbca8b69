import type { ListFunctionEventInvokeConfigsRequest, ListFunctionEventInvokeConfigsResponse } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { eventInvokeConfig } from '../event-invoke-config.ts';
import type { Functions } from '../functions.ts';

/**
 * Lists the configurations for asynchronous invocation of a function, its versions and its aliases.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionEventInvokeConfigs.html
 */
export function listFunctionEventInvokeConfigs(
  functions: Functions,
): OperationHandler<Given<ListFunctionEventInvokeConfigsRequest, 'FunctionName'>, ListFunctionEventInvokeConfigsResponse> {
  return (input, call) => {
    const { reference, key } = functions.find(input.FunctionName, undefined, call);
    const records = functions.store.eventInvokeConfigs.list({ prefix: `${key}/` });
    return { FunctionEventInvokeConfigs: records.map(({ value }) => eventInvokeConfig(value, reference.name, call)) };
  };
}
