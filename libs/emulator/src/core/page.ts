import { createHash } from 'node:crypto';
import type { AwsError } from './aws-error.ts';

/** One page of a list, and the token that asks for the next one. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly nextToken?: string;
}

/** The list that a token belongs to, and how the service rejects a token that is not valid for it. */
export interface TokenRules {
  /** Names the operation and its filters: a token is valid only for the list that issued it. */
  readonly list: string;
  /** The service's error for an invalid token. */
  readonly invalidToken: (token: string) => AwsError;
  /** For tokens that expire after 24 hours: the time of the call, in epoch milliseconds. @default - tokens do not expire */
  readonly now?: number;
}

/** A request for one page of a list that is at hand as a whole. */
export interface PageRequest<T> extends TokenRules {
  /** The token of the request. */
  readonly token: string | undefined;
  /** Maximum number of items in the page. */
  readonly size: number;
  /** A key that is unique in the list and that an item keeps while the list changes. */
  readonly keyOf: (item: T) => string;
  /** The list is sorted by its keys, so that a position also holds where its item was deleted. @default false */
  readonly isSorted?: boolean;
}

const LIFE_MILLIS = 86_400_000;

/**
 * Cuts one page out of a list. The next page begins after the last item of this one, also where items were added or deleted meanwhile.
 *
 * @throws AwsError from `invalidToken` where the list did not issue the token
 */
export function pageOf<T>(items: readonly T[], { token, size, keyOf, isSorted = false, ...rules }: PageRequest<T>): Page<T> {
  const from = startOf(items, keyOf, isSorted, decodePosition(token, rules));
  const page = items.slice(from, from + size);
  const last = page.at(-1);
  if (from + size >= items.length || last === undefined) return { items: page };
  return { items: page, nextToken: encodePosition(JSON.stringify([from + size, keyOf(last)]), rules) };
}

function startOf<T>(items: readonly T[], keyOf: (item: T) => string, isSorted: boolean, position: string | undefined): number {
  if (position === undefined) return 0;
  const [offset, after] = JSON.parse(position) as [number, string];
  if (isSorted) return items.filter((item) => keyOf(item) <= after).length;
  const last = items.findIndex((item) => keyOf(item) === after);
  return last === -1 ? offset : last + 1;
}

/** Encodes a position in a list, e.g. the key of the last row that was read, as an opaque token. */
export function encodePosition(position: string, { list, now }: Omit<TokenRules, 'invalidToken'>): string {
  return Buffer.from(JSON.stringify([position, now, seal(list, position, now)])).toString('base64url');
}

/**
 * Decodes the position in a token. Returns undefined without a token.
 *
 * @throws AwsError from `invalidToken` where the list did not issue the token, or more than 24 hours ago
 */
export function decodePosition(token: string | undefined, { list, now, invalidToken }: TokenRules): string | undefined {
  if (token === undefined) return undefined;
  try {
    const [position, issued, mark] = JSON.parse(Buffer.from(token, 'base64url').toString()) as [unknown, unknown, unknown];
    const issuedAt = typeof issued === 'number' ? issued : undefined;
    const isCurrent = now === undefined || (issuedAt !== undefined && now - issuedAt <= LIFE_MILLIS);
    if (typeof position === 'string' && isCurrent && mark === seal(list, position, issuedAt)) return position;
  } catch {
    // Not JSON: rejected below.
  }
  throw invalidToken(token);
}

/** A checksum that binds a position to its list, so that a token of another list is recognized. */
function seal(list: string, position: string, issued: number | undefined): string {
  return createHash('sha256').update(`${list}\0${position}\0${issued}`).digest('base64url').slice(0, 12);
}
