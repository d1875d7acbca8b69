import type { FunctionConfiguration, UpdateFunctionConfigurationRequest } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { applySettings, toConfiguration } from '../function-configuration.ts';
import type { VersionRecord } from '../function-store.ts';
import { checkRevision, type Functions } from '../functions.ts';

/**
 * Changes the configuration of a function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html
 */
export function updateFunctionConfiguration(
  functions: Functions,
): OperationHandler<Given<UpdateFunctionConfigurationRequest, 'FunctionName'>, FunctionConfiguration> {
  return (input, call) => {
    const { store, runtime, pool } = functions;
    const { version: before } = functions.find(input.FunctionName, '$LATEST', call);
    checkRevision(input.RevisionId, before.revisionId);
    const { FunctionName: _name, RevisionId: _revision, ...settings } = input;
    const applied = applySettings(settings, before, call, runtime.clock.now());
    if (applied.role !== before.role) functions.checkRole(applied.role, before.name);
    const { name, version, codeSha256, codeSizeBytes } = before;
    const latest: VersionRecord = { ...applied, name, version, codeSha256, codeSizeBytes };
    store.versions.put(`${before.region}/${before.name}/$LATEST`, latest);
    pool.retire(before.region, before.name);
    return toConfiguration(latest, call, { state: 'updating' });
  };
}
