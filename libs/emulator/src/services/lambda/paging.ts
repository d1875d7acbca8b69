import type { PageRequest } from '../../core/page.ts';
import { invalidParameter } from './errors.ts';

/** Lambda returns at most this many functions or versions at once. */
const MAX_ITEMS = 50;

/** The page that a list operation's `Marker` and `MaxItems` ask for. An empty marker asks for the first page. */
export function requestedPage({
  Marker,
  MaxItems = MAX_ITEMS,
}: {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}): Pick<PageRequest<unknown>, 'token' | 'size' | 'invalidToken'> {
  return {
    token: Marker === '' ? undefined : Marker,
    size: Math.min(MaxItems, MAX_ITEMS),
    invalidToken: (token) => invalidParameter(`Invalid Marker: ${token}`),
  };
}
