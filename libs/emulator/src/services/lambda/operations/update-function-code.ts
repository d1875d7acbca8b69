import { randomUUID } from 'node:crypto';
import type { FunctionConfiguration, UpdateFunctionCodeRequest } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { toConfiguration } from '../function-configuration.ts';
import type { VersionRecord } from '../function-store.ts';
import { checkRevision, type Functions } from '../functions.ts';

/**
 * Replaces the code of a function. Its running environments finish their calls and are not used again.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html
 */
export function updateFunctionCode(
  functions: Functions,
): OperationHandler<Given<UpdateFunctionCodeRequest, 'FunctionName'>, FunctionConfiguration> {
  return async (input, call) => {
    const { store, runtime, pool } = functions;
    checkRevision(input.RevisionId, functions.find(input.FunctionName, '$LATEST', call).version.revisionId);
    const code = await functions.code.save(input, call);
    const { version: before } = functions.find(input.FunctionName, '$LATEST', call);
    const latest: VersionRecord = {
      ...before,
      ...code,
      architectures: input.Architectures ?? before.architectures,
      lastModified: new Date(runtime.clock.now()).toISOString().replace('Z', '+0000'),
      revisionId: randomUUID(),
    };
    if (input.DryRun) return toConfiguration(latest, call, { state: 'updating' });
    store.versions.put(`${before.region}/${before.name}/$LATEST`, latest);
    pool.retire(before.region, before.name);
    if (before.codeSha256 !== latest.codeSha256) await functions.removeUnusedCode([before.codeSha256]);
    const shown = input.Publish ? functions.publish(latest, undefined) : latest;
    return toConfiguration(shown, call, { state: 'updating' });
  };
}
