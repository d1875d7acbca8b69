import type { AliasConfiguration, AliasRoutingConfiguration } from '@aws-sdk/client-lambda';
import type { Call } from '../../core/service.ts';
import { functionArn, functionNotFound } from './function-name.ts';
import type { AliasRecord } from './function-store.ts';
import type { Functions } from './functions.ts';

/** Finds the place of an alias of a function. `alias` reads it, and throws `ResourceNotFoundException` where there is none. */
export function locateAlias(
  functions: Functions,
  functionName: string,
  name: string,
  call: Call,
): { readonly key: string; readonly functionName: string; readonly name: string; readonly alias: () => AliasRecord } {
  const { reference, key: functionKey } = functions.find(functionName, undefined, call);
  const key = `${functionKey}/${name}`;
  const alias = (): AliasRecord => {
    const found = functions.store.aliases.get(key);
    if (!found) throw functionNotFound(functionArn(call, reference.name, name));
    return found;
  };
  return { key, functionName: reference.name, name, alias };
}

/** The weights of a routing configuration as an alias record stores them. */
export function weightsOf(routing: AliasRoutingConfiguration | undefined): { weights?: Record<string, number> } {
  return routing ? { weights: { ...routing.AdditionalVersionWeights } } : {};
}

/** An alias as the API returns it. */
export function aliasConfiguration(alias: AliasRecord, functionName: string, call: Call): AliasConfiguration {
  return {
    AliasArn: functionArn(call, functionName, alias.name),
    Name: alias.name,
    FunctionVersion: alias.functionVersion,
    Description: alias.description,
    ...(alias.weights && Object.keys(alias.weights).length > 0
      ? { RoutingConfig: { AdditionalVersionWeights: { ...alias.weights } } }
      : {}),
    RevisionId: alias.revisionId,
  };
}
