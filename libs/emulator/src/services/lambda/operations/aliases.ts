import { randomUUID } from 'node:crypto';
import type {
  AliasConfiguration,
  AliasRoutingConfiguration,
  CreateAliasRequest,
  DeleteAliasRequest,
  FunctionConfiguration,
  GetAliasRequest,
  ListAliasesRequest,
  ListAliasesResponse,
  PublishVersionRequest,
  UpdateAliasRequest,
} from '@aws-sdk/client-lambda';
import { AwsError } from '../../../core/aws-error.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { toConfiguration } from '../function-configuration.ts';
import { functionArn, functionNotFound, invalidParameter } from '../function-name.ts';
import type { AliasRecord } from '../function-store.ts';
import { checkRevision, type Functions } from '../functions.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html */
export function publishVersion(functions: Functions): OperationHandler<PublishVersionRequest, FunctionConfiguration> {
  return (input, call) => {
    const { version: latest } = functions.find(input.FunctionName ?? '', '$LATEST', call);
    checkRevision(input.RevisionId, latest.revisionId);
    if (input.CodeSha256 !== undefined && input.CodeSha256 !== latest.codeSha256) {
      throw invalidParameter(
        `CodeSHA256 (${input.CodeSha256}) is different from current CodeSHA256 in $LATEST (${latest.codeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
      );
    }
    return toConfiguration(functions.publish(latest, input.Description), call, { qualified: true });
  };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
export function createAlias(functions: Functions): OperationHandler<CreateAliasRequest, AliasConfiguration> {
  return (input, call) => {
    const { key, functionName, name } = locate(functions, input.FunctionName ?? '', input.Name ?? '', call);
    if (/^\d+$/.test(name))
      throw invalidParameter(
        `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)`,
      );
    if (functions.store.aliases.get(key)) {
      throw new AwsError({
        code: 'ResourceConflictException',
        message: `Alias already exists: ${functionArn(call, functionName, name)}`,
        httpStatus: 409,
        members: { Type: 'User' },
      });
    }
    const functionVersion = input.FunctionVersion ?? '';
    functions.find(functionName, functionVersion, call);
    const alias: AliasRecord = {
      name,
      functionVersion,
      description: input.Description ?? '',
      ...weightsOf(input.RoutingConfig),
      revisionId: randomUUID(),
    };
    functions.store.aliases.put(key, alias);
    return toAlias(alias, functionName, call);
  };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html */
export function getAlias(functions: Functions): OperationHandler<GetAliasRequest, AliasConfiguration> {
  return (input, call) => {
    const { alias, functionName } = locate(functions, input.FunctionName ?? '', input.Name ?? '', call);
    return toAlias(alias(), functionName, call);
  };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html */
export function updateAlias(functions: Functions): OperationHandler<UpdateAliasRequest, AliasConfiguration> {
  return (input, call) => {
    const { key, functionName, alias } = locate(functions, input.FunctionName ?? '', input.Name ?? '', call);
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
    return toAlias(after, functionName, call);
  };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteAlias.html */
export function deleteAlias(functions: Functions): OperationHandler<DeleteAliasRequest, object> {
  return (input, call) => {
    const { key } = locate(functions, input.FunctionName ?? '', input.Name ?? '', call);
    functions.store.aliases.delete(key);
    return {};
  };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html */
export function listAliases(functions: Functions): OperationHandler<ListAliasesRequest, ListAliasesResponse> {
  return (input, call) => {
    const { reference } = functions.find(input.FunctionName ?? '', undefined, call);
    const aliases = functions.store.aliases
      .list({ prefix: `${reference.region}/${reference.name}/` })
      .map(({ value }) => value)
      .filter(({ functionVersion }) => input.FunctionVersion === undefined || functionVersion === input.FunctionVersion);
    return { Aliases: aliases.map((alias) => toAlias(alias, reference.name, call)) };
  };
}

function locate(
  functions: Functions,
  functionName: string,
  name: string,
  call: Call,
): { readonly key: string; readonly functionName: string; readonly name: string; readonly alias: () => AliasRecord } {
  const { reference } = functions.find(functionName, undefined, call);
  const key = `${reference.region}/${reference.name}/${name}`;
  const alias = (): AliasRecord => {
    const found = functions.store.aliases.get(key);
    if (!found) throw functionNotFound(functionArn(call, reference.name, name));
    return found;
  };
  return { key, functionName: reference.name, name, alias };
}

function weightsOf(routing: AliasRoutingConfiguration | undefined): { weights?: Record<string, number> } {
  return routing ? { weights: { ...routing.AdditionalVersionWeights } } : {};
}

function toAlias(alias: AliasRecord, functionName: string, call: Call): AliasConfiguration {
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
