import type { GetFunctionRequest, GetFunctionResponse } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { toConfiguration } from '../function-configuration.ts';
import type { Functions } from '../functions.ts';

/**
 * Returns the configuration of a function or a version, a link to its code, its tags and its reserved concurrency.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html
 */
export function getFunction(
  functions: Functions,
): OperationHandler<Given<GetFunctionRequest, 'FunctionName'>, GetFunctionResponse> {
  return (input, call) => {
    const { reference, record, version } = functions.find(input.FunctionName, input.Qualifier, call);
    const location = `${functions.runtime.endpointUrl}/_stepmaker/lambda${functions.code.downloadPath(version.codeSha256)}`;
    return {
      Configuration: toConfiguration(version, call, { qualified: reference.qualifier !== undefined }),
      Code: { RepositoryType: 'S3', Location: location },
      ...(Object.keys(record.tags).length > 0 ? { Tags: { ...record.tags } } : {}),
      ...(record.reservedConcurrency === undefined
        ? {}
        : { Concurrency: { ReservedConcurrentExecutions: record.reservedConcurrency } }),
    };
  };
}
