import type { GetFunctionConcurrencyResponse, PutFunctionConcurrencyRequest } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Functions } from '../functions.ts';

/**
 * Reserves concurrency for a function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html
 */
export function putFunctionConcurrency(
  functions: Functions,
): OperationHandler<
  Given<PutFunctionConcurrencyRequest, 'FunctionName' | 'ReservedConcurrentExecutions'>,
  GetFunctionConcurrencyResponse
> {
  return (input, call) => {
    const { key, record } = functions.find(input.FunctionName, undefined, call);
    const reservedConcurrency = input.ReservedConcurrentExecutions;
    functions.store.functions.put(key, { ...record, reservedConcurrency });
    return { ReservedConcurrentExecutions: reservedConcurrency };
  };
}
