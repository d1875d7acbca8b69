import type { Queue, QueueStore } from './queue-store.ts';

/** A statement of a queue's policy, as far as it is looked at. */
interface Statement {
  readonly Sid?: string | undefined;
}

/** The statements of a queue's policy; none where it has no policy. */
export function statementsOf({ attributes }: Queue): readonly Statement[] {
  return (JSON.parse(attributes['Policy'] || '{}') as { Statement?: Statement[] }).Statement ?? [];
}

/** Stores the statements of a queue's policy. A policy without statements is removed. */
export function writePolicy(store: QueueStore, queue: Queue, statements: readonly Statement[]): void {
  const { Policy: _former, ...attributes } = queue.attributes;
  const policy = { Version: '2012-10-17', Id: `${queue.arn}/SQSDefaultPolicy`, Statement: statements };
  store.put({
    ...queue,
    attributes: statements.length === 0 ? attributes : { ...attributes, Policy: JSON.stringify(policy) },
  });
}
