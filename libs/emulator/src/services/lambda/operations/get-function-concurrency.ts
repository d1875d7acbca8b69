import type { GetFunctionConcurrencyRequest, GetFunctionConcurrencyResponse } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Functions } from '../functions.ts';

/**
 * Returns the reserved concurrency of a function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html
 */
export function getFunctionConcurrency(
  functions: Functions,
): OperationHandler<Given<GetFunctionConcurrencyRequest, 'FunctionName'>, GetFunctionConcurrencyResponse> {
  return (input, call) => {
    const { reservedConcurrency } = functions.find(input.FunctionName, undefined, call).record;
    return reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency };
  };
}
