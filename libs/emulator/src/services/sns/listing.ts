import { pageOf } from '../../core/page.ts';
import { invalidParameter } from './errors.ts';

/** Number of items in a page of every list. */
const PAGE_SIZE = 100;

/** A page of a list in the order of its keys, with the token of the next one. @throws AwsError `InvalidParameter` for an invalid token */
export function listingOf<T>(
  found: readonly { readonly key: string; readonly value: T }[],
  list: string,
  token: string | undefined,
): { page: T[]; NextToken?: string } {
  const { items, nextToken } = pageOf(found, {
    list,
    // An empty token asks for the first page.
    token: token || undefined,
    size: PAGE_SIZE,
    keyOf: ({ key }) => key,
    isSorted: true,
    invalidToken: () => invalidParameter('NextToken'),
  });
  return { page: items.map(({ value }) => value), ...(nextToken !== undefined && { NextToken: nextToken }) };
}
