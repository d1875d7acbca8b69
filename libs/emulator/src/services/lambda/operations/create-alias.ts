import { randomUUID } from 'node:crypto';
import type { AliasConfiguration, CreateAliasRequest } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { resourceConflict } from '../errors.ts';
import { aliasConfiguration, locateAlias, weightsOf } from '../function-alias.ts';
import { functionArn } from '../function-name.ts';
import type { AliasRecord } from '../function-store.ts';
import type { Functions } from '../functions.ts';

/**
 * Creates an alias of a version.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html
 */
export function createAlias(
  functions: Functions,
): OperationHandler<Given<CreateAliasRequest, 'FunctionName' | 'Name' | 'FunctionVersion'>, AliasConfiguration> {
  return (input, call) => {
    const { key, functionName, name } = locateAlias(functions, input.FunctionName, input.Name, call);
    if (functions.store.aliases.get(key)) {
      throw resourceConflict(`Alias already exists: ${functionArn(call, functionName, name)}`);
    }
    const functionVersion = input.FunctionVersion;
    functions.find(functionName, functionVersion, call);
    const alias: AliasRecord = {
      name,
      functionVersion,
      description: input.Description ?? '',
      ...weightsOf(input.RoutingConfig),
      revisionId: randomUUID(),
    };
    functions.store.aliases.put(key, alias);
    return aliasConfiguration(alias, functionName, call);
  };
}
