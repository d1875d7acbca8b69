import { validationException } from './refusals.ts';

/** What SageMaker's List operations have in common. */
export interface ListInput {
  readonly NameContains?: string | undefined;
  readonly StatusEquals?: string | undefined;
  readonly CreationTimeAfter?: Date | undefined;
  readonly CreationTimeBefore?: Date | undefined;
  readonly LastModifiedTimeAfter?: Date | undefined;
  readonly LastModifiedTimeBefore?: Date | undefined;
  readonly SortBy?: string | undefined;
  readonly SortOrder?: string | undefined;
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** What a listing needs to know of a record; times in epoch milliseconds. */
export interface Listed {
  readonly name: string;
  readonly status?: string;
  readonly creationTime: number;
  readonly lastModifiedTime?: number;
}

/** A page of records. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

/** Filters, sorts and cuts as the List operations do: newest first, ten a page, unless asked otherwise. */
export function listPage<T extends Listed>(
  records: readonly T[],
  input: ListInput,
  order: 'Ascending' | 'Descending' = 'Descending',
): Page<T> {
  const compare = comparison(input.SortBy);
  const sign = (input.SortOrder ?? order) === 'Ascending' ? 1 : -1;
  const matching = records.filter((record) => matches(record, input)).sort((a, b) => sign * compare(a, b));
  const start = input.NextToken === undefined ? 0 : startOfPage(input.NextToken);
  const end = start + (input.MaxResults ?? 10);
  return {
    items: matching.slice(start, end),
    nextToken: end < matching.length ? Buffer.from(JSON.stringify({ start: end })).toString('base64url') : undefined,
  };
}

function comparison(sortBy: string | undefined): (a: Listed, b: Listed) => number {
  const byName = (a: Listed, b: Listed): number => (a.name < b.name ? -1 : Number(a.name !== b.name));
  const byTime = (a: Listed, b: Listed): number => a.creationTime - b.creationTime || byName(a, b);
  if (sortBy === 'Name') return byName;
  if (sortBy === 'Status') return (a, b) => (a.status ?? '').localeCompare(b.status ?? '') || byTime(a, b);
  return byTime;
}

function matches(record: Listed, input: ListInput): boolean {
  const modified = record.lastModifiedTime ?? record.creationTime;
  const { NameContains, StatusEquals } = input;
  return (
    (NameContains === undefined || record.name.toLowerCase().includes(NameContains.toLowerCase())) &&
    (StatusEquals === undefined || record.status === StatusEquals) &&
    isWithin(record.creationTime, input.CreationTimeAfter, input.CreationTimeBefore) &&
    isWithin(modified, input.LastModifiedTimeAfter, input.LastModifiedTimeBefore)
  );
}

function isWithin(time: number, after: Date | undefined, before: Date | undefined): boolean {
  return (after === undefined || time >= after.getTime()) && (before === undefined || time <= before.getTime());
}

function startOfPage(token: string): number {
  try {
    const { start } = JSON.parse(Buffer.from(token, 'base64url').toString()) as { start?: unknown };
    if (typeof start === 'number' && Number.isInteger(start) && start > 0) return start;
  } catch {
    // answered below
  }
  throw validationException('The pagination token is invalid.');
}
