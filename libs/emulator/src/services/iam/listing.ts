import { AwsError } from '../../core/aws-error.ts';
import { type PageRequest, pageOf } from '../../core/page.ts';

/** One of IAM's lists, and the members of the request that ask for one page of it. */
export interface ListingRequest<T> extends Pick<PageRequest<T>, 'list' | 'keyOf' | 'isSorted'> {
  readonly Marker?: string | undefined;
  /** @default 100 */
  readonly MaxItems?: number | undefined;
}

/** One page of a list, with the members that say whether more follows. */
export interface Listing<T> {
  readonly page: T[];
  readonly IsTruncated: boolean;
  readonly Marker?: string;
}

/** Cuts one page out of a list. @throws AwsError `ValidationError` for a marker that the list did not issue */
export function listingOf<T>(items: readonly T[], { Marker, MaxItems = 100, ...rules }: ListingRequest<T>): Listing<T> {
  const { items: page, nextToken } = pageOf(items, { ...rules, token: Marker, size: MaxItems, invalidToken: invalidMarker });
  return { page: [...page], IsTruncated: nextToken !== undefined, ...(nextToken !== undefined && { Marker: nextToken }) };
}

function invalidMarker(marker: string): AwsError {
  return new AwsError({ code: 'ValidationError', message: `Invalid Marker: ${marker}` });
}
