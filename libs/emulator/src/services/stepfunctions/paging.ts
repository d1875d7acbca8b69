import { decodePosition, encodePosition, type Page, type PageRequest } from '../../core/page.ts';
import type { Collection } from '../../core/store.ts';
import { invalidToken } from './refusals.ts';

/**
 * The page that a list operation's `maxResults` and `nextToken` ask for: 100 results where `maxResults` is 0 or missing. Tokens expire after
 * 24 hours.
 *
 * @param now the time of the call, in milliseconds since the epoch
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html
 */
export function requestedPage(
  { maxResults = 0, nextToken }: { readonly maxResults?: number | undefined; readonly nextToken?: string | undefined },
  now: number,
): Pick<PageRequest<unknown>, 'token' | 'size' | 'invalidToken'> & { readonly now: number } {
  return { token: nextToken, size: maxResults === 0 ? 100 : maxResults, now, invalidToken };
}

/** Reads one page of the documents whose keys begin with a prefix. */
export function collectionPage<T>(
  collection: Collection<T>,
  prefix: string,
  { token, size, ...rules }: ReturnType<typeof requestedPage> & { readonly list: string },
): Page<T> {
  const after = decodePosition(token, rules);
  const found = collection.list({ prefix, limit: size + 1, ...(after === undefined ? {} : { after }) });
  const page = found.slice(0, size);
  const items = page.map(({ value }) => value);
  const last = page.at(-1);
  return found.length > size && last !== undefined ? { items, nextToken: encodePosition(last.key, rules) } : { items };
}
