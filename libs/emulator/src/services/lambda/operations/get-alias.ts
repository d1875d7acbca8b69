import type { AliasConfiguration, GetAliasRequest } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { aliasConfiguration, locateAlias } from '../function-alias.ts';
import type { Functions } from '../functions.ts';

/**
 * Returns an alias.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html
 */
export function getAlias(
  functions: Functions,
): OperationHandler<Given<GetAliasRequest, 'FunctionName' | 'Name'>, AliasConfiguration> {
  return (input, call) => {
    const { alias, functionName } = locateAlias(functions, input.FunctionName, input.Name, call);
    return aliasConfiguration(alias(), functionName, call);
  };
}
