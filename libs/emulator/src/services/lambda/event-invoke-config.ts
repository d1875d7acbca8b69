import type { FunctionEventInvokeConfig, PutFunctionEventInvokeConfigRequest } from '@aws-sdk/client-lambda';
import { notServed } from '../../core/aws-error.ts';
import type { Call } from '../../core/service.ts';
import { resourceNotFound } from './errors.ts';
import { functionArn } from './function-name.ts';
import type { EventInvokeConfigRecord } from './function-store.ts';
import type { Functions } from './functions.ts';

/**
 * Finds the place of the configuration for asynchronous invocation of a function, version or alias. `existing` reads it, and throws
 * `ResourceNotFoundException` where there is none.
 */
export function locateEventInvokeConfig(
  functions: Functions,
  input: { readonly FunctionName: string; readonly Qualifier?: string | undefined },
  call: Call,
): { key: string; functionName: string; qualifier: string; existing: () => EventInvokeConfigRecord } {
  const { reference, key: functionKey } = functions.find(input.FunctionName, input.Qualifier, call);
  const qualifier = reference.qualifier ?? '$LATEST';
  const key = `${functionKey}/${qualifier}`;
  const existing = (): EventInvokeConfigRecord => {
    const record = functions.store.eventInvokeConfigs.get(key);
    if (record) return record;
    throw resourceNotFound(`The function ${functionArn(call, reference.name, qualifier)} doesn't have an EventInvokeConfig`);
  };
  return { key, functionName: reference.name, qualifier, existing };
}

/** The configuration of a request as the store keeps it. @throws AwsError where a destination is not served */
export function eventInvokeConfigRecord(
  input: PutFunctionEventInvokeConfigRequest,
  qualifier: string,
  now: number,
): EventInvokeConfigRecord {
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

/** A configuration as the API returns it. */
export function eventInvokeConfig(record: EventInvokeConfigRecord, functionName: string, call: Call): FunctionEventInvokeConfig {
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
