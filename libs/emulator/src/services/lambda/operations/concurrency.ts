import type {
  DeleteFunctionConcurrencyRequest,
  GetFunctionConcurrencyRequest,
  GetFunctionConcurrencyResponse,
  PutFunctionConcurrencyRequest,
} from '@aws-sdk/client-lambda';
import type { OperationHandler } from '../../../core/service.ts';
import type { Functions } from '../functions.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
export function putFunctionConcurrency(
  functions: Functions,
): OperationHandler<PutFunctionConcurrencyRequest, GetFunctionConcurrencyResponse> {
  return (input, call) => {
    const { reference, record } = functions.find(input.FunctionName ?? '', undefined, call);
    const reservedConcurrency = input.ReservedConcurrentExecutions ?? 0;
    functions.store.functions.put(`${reference.region}/${reference.name}`, { ...record, reservedConcurrency });
    return { ReservedConcurrentExecutions: reservedConcurrency };
  };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html */
export function getFunctionConcurrency(
  functions: Functions,
): OperationHandler<GetFunctionConcurrencyRequest, GetFunctionConcurrencyResponse> {
  return (input, call) => {
    const { reservedConcurrency } = functions.find(input.FunctionName ?? '', undefined, call).record;
    return reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency };
  };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionConcurrency.html */
export function deleteFunctionConcurrency(functions: Functions): OperationHandler<DeleteFunctionConcurrencyRequest, object> {
  return (input, call) => {
    const { reference, record } = functions.find(input.FunctionName ?? '', undefined, call);
    const { reservedConcurrency: _removed, ...rest } = record;
    functions.store.functions.put(`${reference.region}/${reference.name}`, rest);
    return {};
  };
}
