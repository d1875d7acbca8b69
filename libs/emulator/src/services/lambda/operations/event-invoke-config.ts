import type {
  DeleteFunctionEventInvokeConfigRequest,
  FunctionEventInvokeConfig,
  GetFunctionEventInvokeConfigRequest,
  ListFunctionEventInvokeConfigsRequest,
  ListFunctionEventInvokeConfigsResponse,
  PutFunctionEventInvokeConfigRequest,
  UpdateFunctionEventInvokeConfigRequest,
} from '@aws-sdk/client-lambda';
import { AwsError, notServed } from '../../../core/aws-error.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { functionArn } from '../function-name.ts';
import type { EventInvokeConfigRecord } from '../function-store.ts';
import type { Functions } from '../functions.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
export function putFunctionEventInvokeConfig(
  functions: Functions,
): OperationHandler<PutFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig> {
  return (input, call) => {
    const { key, functionName, qualifier } = locate(functions, input, call);
    const record = toRecord(input, qualifier, functions.runtime.clock.now());
    functions.store.eventInvokeConfigs.put(key, record);
    return toConfig(record, functionName, call);
  };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionEventInvokeConfig.html */
export function updateFunctionEventInvokeConfig(
  functions: Functions,
): OperationHandler<UpdateFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig> {
  return (input, call) => {
    const { key, functionName, qualifier, existing } = locate(functions, input, call);
    const record = { ...existing(), ...toRecord(input, qualifier, functions.runtime.clock.now()) };
    functions.store.eventInvokeConfigs.put(key, record);
    return toConfig(record, functionName, call);
  };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionEventInvokeConfig.html */
export function getFunctionEventInvokeConfig(
  functions: Functions,
): OperationHandler<GetFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig> {
  return (input, call) => {
    const { functionName, existing } = locate(functions, input, call);
    return toConfig(existing(), functionName, call);
  };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionEventInvokeConfig.html */
export function deleteFunctionEventInvokeConfig(
  functions: Functions,
): OperationHandler<DeleteFunctionEventInvokeConfigRequest, object> {
  return (input, call) => {
    const { key, existing } = locate(functions, input, call);
    existing();
    functions.store.eventInvokeConfigs.delete(key);
    return {};
  };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionEventInvokeConfigs.html */
export function listFunctionEventInvokeConfigs(
  functions: Functions,
): OperationHandler<ListFunctionEventInvokeConfigsRequest, ListFunctionEventInvokeConfigsResponse> {
  return (input, call) => {
    const { reference } = functions.find(input.FunctionName ?? '', undefined, call);
    const records = functions.store.eventInvokeConfigs.list({ prefix: `${reference.region}/${reference.name}/` });
    return { FunctionEventInvokeConfigs: records.map(({ value }) => toConfig(value, reference.name, call)) };
  };
}

function locate(
  functions: Functions,
  input: { readonly FunctionName?: string | undefined; readonly Qualifier?: string | undefined },
  call: Call,
): { key: string; functionName: string; qualifier: string; existing: () => EventInvokeConfigRecord } {
  const { reference } = functions.find(input.FunctionName ?? '', input.Qualifier, call);
  const qualifier = reference.qualifier ?? '$LATEST';
  const key = `${reference.region}/${reference.name}/${qualifier}`;
  const existing = (): EventInvokeConfigRecord => {
    const record = functions.store.eventInvokeConfigs.get(key);
    if (record) return record;
    throw new AwsError({
      code: 'ResourceNotFoundException',
      message: `The function ${functionArn(call, reference.name, qualifier)} doesn't have an EventInvokeConfig`,
      httpStatus: 404,
      members: { Type: 'User' },
    });
  };
  return { key, functionName: reference.name, qualifier, existing };
}

function toRecord(input: PutFunctionEventInvokeConfigRequest, qualifier: string, now: number): EventInvokeConfigRecord {
  const onSuccess = input.DestinationConfig?.OnSuccess?.Destination;
  const onFailure = input.DestinationConfig?.OnFailure?.Destination;
  for (const destination of [onSuccess, onFailure]) {
    if (destination && !/:(sns|lambda):/.test(destination)) throw notServed(`The Lambda destination ${destination}`);
  }
  return {
    qualifier,
    lastModifiedMillis: now,
    ...(input.MaximumRetryAttempts === undefined ? {} : { maximumRetryAttempts: input.MaximumRetryAttempts }),
    ...(input.MaximumEventAgeInSeconds === undefined ? {} : { maximumEventAgeInSeconds: input.MaximumEventAgeInSeconds }),
    ...(onSuccess ? { onSuccess } : {}),
    ...(onFailure ? { onFailure } : {}),
  };
}

function toConfig(record: EventInvokeConfigRecord, functionName: string, call: Call): FunctionEventInvokeConfig {
  return {
    LastModified: new Date(record.lastModifiedMillis),
    FunctionArn: functionArn(call, functionName, record.qualifier),
    ...(record.maximumRetryAttempts === undefined ? {} : { MaximumRetryAttempts: record.maximumRetryAttempts }),
    ...(record.maximumEventAgeInSeconds === undefined ? {} : { MaximumEventAgeInSeconds: record.maximumEventAgeInSeconds }),
    DestinationConfig: {
      OnSuccess: record.onSuccess === undefined ? {} : { Destination: record.onSuccess },
      OnFailure: record.onFailure === undefined ? {} : { Destination: record.onFailure },
    },
  };
}
