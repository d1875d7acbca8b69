import type { DeleteFunctionRequest, DeleteFunctionResponse } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameter } from '../function-name.ts';
import type { Functions } from '../functions.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html */
export function deleteFunction(functions: Functions): OperationHandler<DeleteFunctionRequest, DeleteFunctionResponse> {
  return async (input, call) => {
    const { store, runtime, pool } = functions;
    const { reference, version } = functions.find(input.FunctionName ?? '', input.Qualifier, call);
    const key = `${reference.region}/${reference.name}`;
    const { qualifier } = reference;
    if (qualifier === '$LATEST') throw invalidParameter('$LATEST version cannot be deleted without deleting the function.');
    if (qualifier !== undefined) {
      const alias = store.aliases
        .list({ prefix: `${key}/` })
        .find(({ value }) => value.functionVersion === qualifier || qualifier in (value.weights ?? {}));
      if (alias) {
        throw new AwsError({
          code: 'ResourceConflictException',
          message: `Version is part of Alias [${alias.value.name}] configuration`,
          httpStatus: 409,
          members: { Type: 'User' },
        });
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
