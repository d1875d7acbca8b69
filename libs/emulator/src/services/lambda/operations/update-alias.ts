import { randomUUID } from 'node:crypto';
import type { AliasConfiguration, UpdateAliasRequest } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { aliasConfiguration, locateAlias, weightsOf } from '../function-alias.ts';
import type { AliasRecord } from '../function-store.ts';
import { checkRevision, type Functions } from '../functions.ts';

/**
 * Changes the version, the routing or the description of an alias.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html
 */
export function updateAlias(
  functions: Functions,
): OperationHandler<Given<UpdateAliasRequest, 'FunctionName' | 'Name'>, AliasConfiguration> {
  return (input, call) => {
    const { key, functionName, alias } = locateAlias(functions, input.FunctionName, input.Name, call);
    const before = alias();
    checkRevision(input.RevisionId, before.revisionId);
    if (input.FunctionVersion !== undefined) functions.find(functionName, input.FunctionVersion, call);
    const after: AliasRecord = {
      ...before,
      functionVersion: input.FunctionVersion ?? before.functionVersion,
      description: input.Description ?? before.description,
      ...weightsOf(input.RoutingConfig),
      revisionId: randomUUID(),
    };
    functions.store.aliases.put(key, after);
    return aliasConfiguration(after, functionName, call);
  };
}
