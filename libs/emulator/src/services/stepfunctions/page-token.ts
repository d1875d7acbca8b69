import { createHash } from 'node:crypto';
import { invalidToken } from './refusals.ts';

/** A page of a list, and where the next one begins. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken?: string;
}

function seal(scope: string, position: string): string {
  return createHash('sha256').update(`${scope}\0${position}`).digest('base64url').slice(0, 12);
}

/** A token that carries a position and is valid for one list alone: `scope` names operation and filters. */
export function pageToken(scope: string, position: string): string {
  return Buffer.from(JSON.stringify([position, seal(scope, position)])).toString('base64url');
}

/** The position in a token. @throws AwsError `InvalidToken` where it was not handed out for this list */
export function pagePosition(scope: string, token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  try {
    const [position, mark] = JSON.parse(Buffer.from(token, 'base64url').toString()) as [unknown, unknown];
    if (typeof position === 'string' && mark === seal(scope, position)) return position;
  } catch {
    // Not one of ours: told below.
  }
  throw invalidToken();
}

/** How many results a page holds: 100 where none or 0 was asked for, as AWS does. */
export function pageSize(maxResults: number | undefined): number {
  return maxResults === undefined || maxResults === 0 ? 100 : maxResults;
}

/** Cuts a page off a whole list whose items are known by a key. */
export function pageOf<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  scope: string,
  request: { readonly maxResults?: number | undefined; readonly nextToken?: string | undefined },
): Page<T> {
  const after = pagePosition(scope, request.nextToken);
  const from = after === undefined ? 0 : items.findIndex((item) => keyOf(item) === after) + 1;
  const size = pageSize(request.maxResults);
  const page = items.slice(from, from + size);
  const last = page.at(-1);
  return from + size < items.length && last !== undefined
    ? { items: page, nextToken: pageToken(scope, keyOf(last)) }
    : { items: page };
}
