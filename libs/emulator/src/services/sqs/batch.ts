import type { BatchResultErrorEntry } from '@aws-sdk/client-sqs';
import { AwsError } from '../../core/aws-error.ts';
import { refused } from './errors.ts';

/** Result of each entry of a batch. */
export interface BatchResult<Result> {
  readonly Successful: ({ readonly Id: string | undefined } & Result)[];
  readonly Failed: BatchResultErrorEntry[];
}

/**
 * Runs the entries of a batch, each one by itself: a failed one does not stop the others.
 *
 * @param kind the API's name of an entry, which its refusal of an empty batch names
 * @throws AwsError for an empty batch, one of more than ten entries, and entries of the same id
 */
export function runBatch<Entry extends { readonly Id?: string | undefined }, Result extends object>(
  kind: string,
  entries: readonly Entry[],
  work: (entry: Entry) => Result,
): BatchResult<Result> {
  const prefix = 'AWS.SimpleQueueService.';
  if (entries.length === 0)
    throw refused('EmptyBatchRequest', `There should be at least one ${kind} in the request.`, `${prefix}EmptyBatchRequest`);
  if (entries.length > 10)
    throw refused(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
      `${prefix}TooManyEntriesInBatchRequest`,
    );
  const ids = entries.map(({ Id }) => Id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined)
    throw refused('BatchEntryIdsNotDistinct', `Id ${twice} repeated.`, `${prefix}BatchEntryIdsNotDistinct`);
  const Successful: BatchResult<Result>['Successful'] = [];
  const Failed: BatchResultErrorEntry[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...work(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.queryErrorCode ?? error.code, Message: error.message });
    }
  }
  return { Successful, Failed };
}
