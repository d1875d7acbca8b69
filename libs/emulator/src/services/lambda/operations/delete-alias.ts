import type { DeleteAliasRequest } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { locateAlias } from '../function-alias.ts';
import type { Functions } from '../functions.ts';

/**
 * Deletes an alias. An alias that does not exist is ignored.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteAlias.html
 */
export function deleteAlias(functions: Functions): OperationHandler<Given<DeleteAliasRequest, 'FunctionName' | 'Name'>, object> {
  return (input, call) => {
    const { key } = locateAlias(functions, input.FunctionName, input.Name, call);
    functions.store.aliases.delete(key);
    return {};
  };
}
