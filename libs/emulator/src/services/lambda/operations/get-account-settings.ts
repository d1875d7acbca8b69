import type { GetAccountSettingsResponse } from '@aws-sdk/client-lambda';
import type { OperationHandler } from '../../../core/service.ts';
import type { Functions } from '../functions.ts';

/**
 * Returns Lambda's limits, and how much of them the functions of the region use.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html
 */
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
