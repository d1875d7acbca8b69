import type { ListVersionsByFunctionRequest, ListVersionsByFunctionResponse } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import { pageOf } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { toConfiguration } from '../function-configuration.ts';
import type { Functions } from '../functions.ts';
import { requestedPage } from '../paging.ts';

/**
 * Lists the versions of a function, `$LATEST` first.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html
 */
export function listVersionsByFunction(
  functions: Functions,
): OperationHandler<Given<ListVersionsByFunctionRequest, 'FunctionName'>, ListVersionsByFunctionResponse> {
  return (input, call) => {
    const { reference, key } = functions.find(input.FunctionName, undefined, call);
    const number = (version: string): number => (version === '$LATEST' ? 0 : Number(version));
    const versions = functions.store.versions
      .list({ prefix: `${key}/` })
      .map(({ value }) => value)
      .sort((a, b) => number(a.version) - number(b.version));
    const { items, nextToken } = pageOf(versions, {
      ...requestedPage(input),
      list: `ListVersionsByFunction ${reference.region} ${reference.name}`,
      keyOf: ({ version }) => version,
    });
    return {
      Versions: items.map((version) => toConfiguration(version, call, { qualified: true })),
      ...(nextToken === undefined ? {} : { NextMarker: nextToken }),
    };
  };
}
