import { AwsError } from '../../core/aws-error.ts';

/** The members by which IAM's lists are paged. */
export interface PageInput {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** One page of a list that is in order: `Marker` says how many items have been listed. */
export function pageOf<T>(
  items: readonly T[],
  { Marker, MaxItems = 100 }: PageInput,
): { page: T[]; IsTruncated: boolean; Marker?: string } {
  const start = Marker === undefined ? 0 : Number(Buffer.from(Marker, 'base64url').toString('utf8'));
  if (!Number.isInteger(start)) throw new AwsError({ code: 'ValidationError', message: `Invalid Marker: ${Marker}` });
  const end = start + MaxItems;
  return {
    page: items.slice(start, end),
    IsTruncated: end < items.length,
    ...(end < items.length && { Marker: Buffer.from(String(end)).toString('base64url') }),
  };
}
