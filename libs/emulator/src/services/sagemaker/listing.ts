import type { AwsError } from '../../core/aws-error.ts';
import { type Page, pageOf } from '../../core/page.ts';
import type { Call } from '../../core/service.ts';
import type { Collection } from '../../core/store.ts';
import { validationException } from './refusals.ts';

/** The members that SageMaker's List operations share. */
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

/** A record that can be listed; times in epoch milliseconds. */
export interface Listed {
  readonly name: string;
  readonly status?: string;
  readonly creationTime: number;
  readonly lastModifiedTime?: number;
}

/** The records of a region. */
export function recordsIn<T>(collection: Collection<T>, region: string): T[] {
  return collection.list({ prefix: `${region}/` }).map(({ value }) => value);
}

/** Filters, sorts and cuts as the List operations do: newest first, ten a page, unless asked otherwise. */
export function listPage<T extends Listed>(records: readonly T[], input: ListInput, { operation, region }: Call): Page<T> {
  const { NextToken, MaxResults, ...filters } = input;
  const compare = comparison(input.SortBy);
  const sign = input.SortOrder === 'Ascending' ? 1 : -1;
  const matching = records.filter((record) => matches(record, input)).sort((a, b) => sign * compare(a, b));
  return pageOf(matching, {
    token: NextToken,
    size: MaxResults ?? 10,
    keyOf: ({ name }) => name.toLowerCase(),
    list: `${operation} ${region} ${JSON.stringify(filters)}`,
    invalidToken: invalidPaginationToken,
  });
}

/** SageMaker's error for a token that the list did not issue. */
export function invalidPaginationToken(): AwsError {
  return validationException('The pagination token is invalid.');
}

function comparison(sortBy: string | undefined): (a: Listed, b: Listed) => number {
  const byName = (a: Listed, b: Listed): number => (a.name < b.name ? -1 : Number(a.name !== b.name));
  const byTime = (a: Listed, b: Listed): number => a.creationTime - b.creationTime || byName(a, b);
  if (sortBy === 'Name') return byName;
  if (sortBy === 'Status') return (a, b) => String(a.status).localeCompare(String(b.status)) || byTime(a, b);
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
