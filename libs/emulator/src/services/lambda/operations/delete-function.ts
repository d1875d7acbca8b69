import type { DeleteFunctionRequest, DeleteFunctionResponse } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameter, resourceConflict } from '../errors.ts';
import { parseFunctionName } from '../function-name.ts';
import type { Functions } from '../functions.ts';

/** A qualifier that is neither a version number nor `$LATEST`. */
const ALIAS = /^(?!\d+$)[\w-]+$/;

/**
 * Deletes a function with all that belongs to it, or one version that no alias uses.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html
 */
export function deleteFunction(
  functions: Functions,
): OperationHandler<Given<DeleteFunctionRequest, 'FunctionName'>, DeleteFunctionResponse> {
  return async (input, call) => {
    const { store, runtime, pool } = functions;
    const { qualifier } = parseFunctionName(input.FunctionName, input.Qualifier, call);
    if (qualifier !== undefined && ALIAS.test(qualifier))
      throw invalidParameter('Deletion of aliases is not currently supported.');
    const { reference, key, version } = functions.find(input.FunctionName, input.Qualifier, call);
    if (qualifier === '$LATEST') throw invalidParameter('$LATEST version cannot be deleted without deleting the function.');
    if (qualifier !== undefined) {
      const alias = store.aliases
        .list({ prefix: `${key}/` })
        .find(({ value }) => value.functionVersion === qualifier || qualifier in (value.weights ?? {}));
      if (alias) {
        throw resourceConflict(`Version is part of Alias [${alias.value.name}] configuration`);
      }
      store.versions.delete(`${key}/${qualifier}`);
      await functions.removeUnusedCode([version.codeSha256]);
      return { StatusCode: 204 };
    }
    const versions = store.versions.list({ prefix: `${key}/` });
    runtime.store.transaction(() => {
      store.functions.delete(key);
      for (const collection of [store.versions, store.aliases, store.policies, store.eventInvokeConfigs]) {
        for (const { key: each } of collection.list({ prefix: `${key}/` })) collection.delete(each);
      }
    });
    pool.retire(reference.region, reference.name);
    await functions.removeUnusedCode(versions.map(({ value }) => value.codeSha256));
    return { StatusCode: 204 };
  };
}
