import type { CreateFunctionRequest, FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { AwsError } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { resourceConflict } from '../errors.ts';
import { applySettings, toConfiguration } from '../function-configuration.ts';
import { parseFunctionName } from '../function-name.ts';
import type { VersionRecord } from '../function-store.ts';
import type { Functions } from '../functions.ts';

/**
 * Creates a function, and a version of it where `Publish` is set.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 */
export function createFunction(
  functions: Functions,
): OperationHandler<Given<CreateFunctionRequest, 'FunctionName' | 'Code'>, FunctionConfiguration> {
  return async (input, call) => {
    const { store, runtime } = functions;
    const { name } = parseFunctionName(input.FunctionName, undefined, call);
    const key = `${call.region}/${name}`;
    const exists = (): AwsError => resourceConflict(`Function already exist: ${name}`);
    if (store.functions.get(key)) throw exists();
    const settings = applySettings(input, undefined, call, runtime.clock.now());
    functions.checkRole(settings.role, name);
    const code = await functions.code.save(input.Code, call);
    if (store.functions.get(key)) throw exists();

    const latest: VersionRecord = { ...settings, ...code, name, version: '$LATEST' };
    runtime.store.transaction(() => {
      store.functions.put(key, { name, tags: { ...input.Tags }, nextVersion: 1 });
      store.versions.put(`${key}/$LATEST`, latest);
    });
    const shown = input.Publish ? functions.publish(latest, undefined) : latest;
    return toConfiguration(shown, call, { state: 'creating' });
  };
}
