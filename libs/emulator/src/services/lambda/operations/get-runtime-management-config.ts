import type { GetRuntimeManagementConfigRequest, GetRuntimeManagementConfigResponse } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { functionArn } from '../function-name.ts';
import type { Functions } from '../functions.ts';

/**
 * Returns the default, `Auto`: runtime management cannot be configured here.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetRuntimeManagementConfig.html
 */
export function getRuntimeManagementConfig(
  functions: Functions,
): OperationHandler<Given<GetRuntimeManagementConfigRequest, 'FunctionName'>, GetRuntimeManagementConfigResponse> {
  return (input, call) => {
    const { reference } = functions.find(input.FunctionName, input.Qualifier, call);
    return { UpdateRuntimeOn: 'Auto', FunctionArn: functionArn(call, reference.name, reference.qualifier) };
  };
}
