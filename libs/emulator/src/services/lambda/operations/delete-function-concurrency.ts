import type { DeleteFunctionConcurrencyRequest } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Functions } from '../functions.ts';

/**
 * Removes the reserved concurrency of a function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionConcurrency.html
 */
export function deleteFunctionConcurrency(
  functions: Functions,
): OperationHandler<Given<DeleteFunctionConcurrencyRequest, 'FunctionName'>, object> {
  return (input, call) => {
    const { key, record } = functions.find(input.FunctionName, undefined, call);
    const { reservedConcurrency: _removed, ...rest } = record;
    functions.store.functions.put(key, rest);
    return {};
  };
}
