import type { ListFunctionsRequest, ListFunctionsResponse } from '@aws-sdk/client-lambda';
import { pageOf } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { toConfiguration } from '../function-configuration.ts';
import type { Functions } from '../functions.ts';
import { requestedPage } from '../paging.ts';

/**
 * Lists the functions of the region, with all their versions where `FunctionVersion` is `ALL`.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html
 */
export function listFunctions(functions: Functions): OperationHandler<ListFunctionsRequest, ListFunctionsResponse> {
  return (input, call) => {
    const all = input.FunctionVersion === 'ALL';
    const versions = functions.store.versions
      .list({ prefix: `${call.region}/` })
      .filter(({ value }) => all || value.version === '$LATEST');
    const { items, nextToken } = pageOf(versions, {
      ...requestedPage(input),
      list: `ListFunctions ${call.region} ${all}`,
      keyOf: ({ key }) => key,
      isSorted: true,
    });
    return {
      Functions: items.map(({ value }) => toConfiguration(value, call, { qualified: all })),
      ...(nextToken === undefined ? {} : { NextMarker: nextToken }),
    };
  };
}
