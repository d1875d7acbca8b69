import type {
  GetAccountSettingsResponse,
  GetFunctionCodeSigningConfigRequest,
  GetFunctionCodeSigningConfigResponse,
  GetFunctionRecursionConfigRequest,
  GetFunctionRecursionConfigResponse,
  GetRuntimeManagementConfigRequest,
  GetRuntimeManagementConfigResponse,
} from '@aws-sdk/client-lambda';
import type { OperationHandler } from '../../../core/service.ts';
import { functionArn } from '../function-name.ts';
import type { Functions } from '../functions.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html */
export function getAccountSettings(functions: Functions): OperationHandler<object, GetAccountSettingsResponse> {
  return (_input, call) => {
    const versions = functions.store.versions.list({ prefix: `${call.region}/` }).map(({ value }) => value);
    return {
      AccountLimit: {
        TotalCodeSize: 80_530_636_800,
        CodeSizeUnzipped: 262_144_000,
        CodeSizeZipped: 52_428_800,
        ConcurrentExecutions: 1000,
        UnreservedConcurrentExecutions: 1000,
      },
      AccountUsage: {
        TotalCodeSize: versions.reduce((sum, { codeSizeBytes }) => sum + codeSizeBytes, 0),
        FunctionCount: versions.filter(({ version }) => version === '$LATEST').length,
      },
    };
  };
}

/** No function has a code signing configuration here. @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionCodeSigningConfig.html */
export function getFunctionCodeSigningConfig(
  functions: Functions,
): OperationHandler<GetFunctionCodeSigningConfigRequest, Omit<GetFunctionCodeSigningConfigResponse, 'CodeSigningConfigArn'>> {
  return (input, call) => ({ FunctionName: functions.find(input.FunctionName ?? '', undefined, call).reference.name });
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetRuntimeManagementConfig.html */
export function getRuntimeManagementConfig(
  functions: Functions,
): OperationHandler<GetRuntimeManagementConfigRequest, GetRuntimeManagementConfigResponse> {
  return (input, call) => {
    const { reference } = functions.find(input.FunctionName ?? '', input.Qualifier, call);
    return { UpdateRuntimeOn: 'Auto', FunctionArn: functionArn(call, reference.name, reference.qualifier) };
  };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionRecursionConfig.html */
export function getFunctionRecursionConfig(
  functions: Functions,
): OperationHandler<GetFunctionRecursionConfigRequest, GetFunctionRecursionConfigResponse> {
  return (input, call) => {
    functions.find(input.FunctionName ?? '', undefined, call);
    return { RecursiveLoop: 'Terminate' };
  };
}
