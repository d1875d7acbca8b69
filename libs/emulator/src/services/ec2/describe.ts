import type { Call } from '../../core/service.ts';
import { type Filter, passes } from './filters.ts';
import type { Kind, NetworkRecord, RecordStore } from './record-store.ts';

/** The members by which Describe operations are filtered. DescribeFlowLogs names them in the singular. */
export interface FilterInput {
  readonly Filters?: readonly Filter[];
  readonly Filter?: readonly Filter[];
}

/**
 * Describes records of one kind: those that the request names by their ids, else all that pass its filters.
 *
 * @throws AwsError such as `InvalidVpcID.NotFound`
 */
export function describeRecords(
  records: RecordStore,
  kind: Kind,
  ids: readonly string[] | undefined,
  { Filters, Filter }: FilterInput,
  call: Call,
): object[] {
  const named = ids?.length ? ids.map((id) => records.get(kind, id, call)) : records.list(kind, call);
  return named.filter((record) => passes(record, Filters ?? Filter)).map(recordShape);
}

/** A record as the API returns it, with its tags and the times of its creation. */
export function recordShape({ value, tags }: NetworkRecord): object {
  const createdAt = value['createdAt'];
  const created =
    createdAt === undefined ? {} : { CreationTimestamp: new Date(Number(createdAt)), CreationTime: new Date(Number(createdAt)) };
  return { ...value, ...created, Tags: tags };
}
