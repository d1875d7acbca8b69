import { createHash } from 'node:crypto';
import { invalidToken } from './refusals.ts';

/** A page of a list, and where the next one begins. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken?: string;
}

/** A token is good for a day, in milliseconds. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
const LIFE = 86_400_000;

function seal(scope: string, position: string, issued: number): string {
  return createHash('sha256').update(`${scope}\0${position}\0${issued}`).digest('base64url').slice(0, 12);
}

/** A token that carries a position and is valid for one list alone: `scope` names operation and filters. @param now epoch milliseconds */
export function pageToken(scope: string, position: string, now: number): string {
  return Buffer.from(JSON.stringify([position, now, seal(scope, position, now)])).toString('base64url');
}

/** The position in a token. @throws AwsError `InvalidToken` where it was not handed out for this list, or more than a day ago */
export function pagePosition(scope: string, token: string | undefined, now: number): string | undefined {
  if (token === undefined) return undefined;
  try {
    const [position, issued, mark] = JSON.parse(Buffer.from(token, 'base64url').toString()) as [unknown, unknown, unknown];
    if (
      typeof position === 'string' &&
      typeof issued === 'number' &&
      mark === seal(scope, position, issued) &&
      now - issued <= LIFE
    )
      return position;
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
  now: number,
): Page<T> {
  const after = pagePosition(scope, request.nextToken, now);
  const from = after === undefined ? 0 : items.findIndex((item) => keyOf(item) === after) + 1;
  const size = pageSize(request.maxResults);
  const page = items.slice(from, from + size);
  const last = page.at(-1);
  return from + size < items.length && last !== undefined
    ? { items: page, nextToken: pageToken(scope, keyOf(last), now) }
    : { items: page };
}
