import type {
  ListFunctionsRequest,
  ListFunctionsResponse,
  ListVersionsByFunctionRequest,
  ListVersionsByFunctionResponse,
} from '@aws-sdk/client-lambda';
import type { OperationHandler } from '../../../core/service.ts';
import { toConfiguration } from '../function-configuration.ts';
import type { Functions } from '../functions.ts';

const MAXIMUM_PAGE = 50;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
export function listFunctions(functions: Functions): OperationHandler<ListFunctionsRequest, ListFunctionsResponse> {
  return (input, call) => {
    const limit = Math.min(input.MaxItems ?? MAXIMUM_PAGE, MAXIMUM_PAGE);
    const all = input.FunctionVersion === 'ALL';
    const versions = functions.store.versions
      .list({ prefix: `${call.region}/`, ...(input.Marker === undefined ? {} : { after: input.Marker }) })
      .filter(({ value }) => all || value.version === '$LATEST');
    const page = versions.slice(0, limit);
    const last = page.at(-1);
    return {
      Functions: page.map(({ value }) => toConfiguration(value, call, { qualified: all })),
      ...(last && versions.length > limit ? { NextMarker: last.key } : {}),
    };
  };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html */
export function listVersionsByFunction(
  functions: Functions,
): OperationHandler<ListVersionsByFunctionRequest, ListVersionsByFunctionResponse> {
  return (input, call) => {
    const { reference } = functions.find(input.FunctionName ?? '', undefined, call);
    const limit = Math.min(input.MaxItems ?? MAXIMUM_PAGE, MAXIMUM_PAGE);
    const number = (version: string): number => (version === '$LATEST' ? 0 : Number(version));
    const after = input.Marker === undefined ? -1 : number(input.Marker);
    const versions = functions.store.versions
      .list({ prefix: `${reference.region}/${reference.name}/` })
      .map(({ value }) => value)
      .sort((a, b) => number(a.version) - number(b.version))
      .filter(({ version }) => number(version) > after);
    const page = versions.slice(0, limit);
    const last = page.at(-1);
    return {
      Versions: page.map((version) => toConfiguration(version, call, { qualified: true })),
      ...(last && versions.length > limit ? { NextMarker: last.version } : {}),
    };
  };
}
