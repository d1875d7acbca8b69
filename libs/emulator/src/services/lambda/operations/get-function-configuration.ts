import type { FunctionConfiguration, GetFunctionConfigurationRequest } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { toConfiguration } from '../function-configuration.ts';
import type { Functions } from '../functions.ts';

/**
 * Returns the configuration of a function or a version.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html
 */
export function getFunctionConfiguration(
  functions: Functions,
): OperationHandler<Given<GetFunctionConfigurationRequest, 'FunctionName'>, FunctionConfiguration> {
  return (input, call) => {
    const { reference, version } = functions.find(input.FunctionName, input.Qualifier, call);
    return toConfiguration(version, call, { qualified: reference.qualifier !== undefined });
  };
}
