import { pageOf } from '../../core/page.ts';
import { invalidNextToken } from './errors.ts';
import type { StoredParameter } from './parameter-store.ts';

/** A list of parameters in the order of their names, and the members of the request that ask for one page of it. */
export interface ListingRequest {
  /** Names the operation and its filters. */
  readonly list: string;
  readonly MaxResults: number;
  readonly NextToken: string | undefined;
}

/** Cuts one page out of a list of parameters. @throws AwsError `InvalidNextToken` */
export function listingOf(
  parameters: readonly StoredParameter[],
  { list, MaxResults, NextToken }: ListingRequest,
): { readonly page: readonly StoredParameter[]; readonly NextToken?: string } {
  const { items, nextToken } = pageOf(parameters, {
    list,
    // An empty token asks for the first page.
    token: NextToken || undefined,
    size: MaxResults,
    keyOf: ({ name }) => name,
    isSorted: true,
    invalidToken: invalidNextToken,
  });
  return { page: items, ...(nextToken !== undefined && { NextToken: nextToken }) };
}
