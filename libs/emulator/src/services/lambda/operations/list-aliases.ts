import type { ListAliasesRequest, ListAliasesResponse } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { aliasConfiguration } from '../function-alias.ts';
import type { Functions } from '../functions.ts';

/**
 * Lists the aliases of a function, or those of one version. Returns all on one page.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html
 */
export function listAliases(
  functions: Functions,
): OperationHandler<Given<ListAliasesRequest, 'FunctionName'>, ListAliasesResponse> {
  return (input, call) => {
    const { reference, key } = functions.find(input.FunctionName, undefined, call);
    const aliases = functions.store.aliases
      .list({ prefix: `${key}/` })
      .map(({ value }) => value)
      .filter(({ functionVersion }) => input.FunctionVersion === undefined || functionVersion === input.FunctionVersion);
    return { Aliases: aliases.map((alias) => aliasConfiguration(alias, reference.name, call)) };
  };
}
