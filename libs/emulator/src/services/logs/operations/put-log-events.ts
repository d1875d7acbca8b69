import type { PutLogEventsCommandInput, PutLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Clock } from '../../../core/clock.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import type { LogStore } from '../log-store.ts';
import { UPLOAD_SEQUENCE_TOKEN } from '../upload-sequence-token.ts';

const HOUR = 3_600_000;

const DAY = 24 * HOUR;

/** The largest batch in bytes, each event counting 26 more than its text. */
const BATCH_LIMIT = 1_048_576;

/**
 * Stores a batch of events in a log stream, without those that are too old or too new.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
 */
export function putLogEvents(
  store: LogStore,
  clock: Clock,
): OperationHandler<Given<PutLogEventsCommandInput, 'logGroupName' | 'logStreamName' | 'logEvents'>, PutLogEventsResponse> {
  return ({ logGroupName, logStreamName, logEvents }, { region }) => {
    const group = store.group(region, logGroupName);
    const stream = store.stream(group, logStreamName);
    const events = logEvents.map(({ timestamp = 0, message = '' }) => ({ timestamp, message }));
    let size = 0;
    let previous = 0;
    for (const { timestamp, message } of events) {
      if (timestamp < previous)
        throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
      previous = timestamp;
      size += Buffer.byteLength(message) + 26;
    }
    if (size > BATCH_LIMIT) throw invalidParameter(`Upload too large: ${size} bytes exceeds limit of ${BATCH_LIMIT}`);
    if (previous - (events[0] as { timestamp: number }).timestamp > DAY)
      throw invalidParameter('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.');
    const now = clock.now();
    const oldest = now - 14 * DAY;
    const expired = group.retentionInDays === undefined ? 0 : now - group.retentionInDays * DAY;
    const newest = now + 2 * HOUR;
    const kept = events.filter(({ timestamp }) => timestamp >= oldest && timestamp >= expired && timestamp <= newest);
    store.append(group, stream, kept, now);
    const tooOld = events.findLastIndex(({ timestamp }) => timestamp < oldest);
    const past = events.findLastIndex(({ timestamp }) => timestamp < expired && timestamp >= oldest);
    const tooNew = events.findIndex(({ timestamp }) => timestamp > newest);
    const rejected = {
      ...(tooOld >= 0 && { tooOldLogEventEndIndex: tooOld + 1 }),
      ...(past >= 0 && { expiredLogEventEndIndex: past + 1 }),
      ...(tooNew >= 0 && { tooNewLogEventStartIndex: tooNew }),
    };
    return {
      nextSequenceToken: UPLOAD_SEQUENCE_TOKEN,
      ...(kept.length < events.length && { rejectedLogEventsInfo: rejected }),
    };
  };
}
