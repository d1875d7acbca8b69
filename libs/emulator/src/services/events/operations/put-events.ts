import { randomUUID } from 'node:crypto';
import type { PutEventsCommandInput, PutEventsResponse, PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import type { Clock } from '../../../core/clock.ts';
import type { Given } from '../../../core/given.ts';
import { parseJsonObject } from '../../../core/json.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { validation } from '../errors.ts';
import { eventTime } from '../event.ts';
import type { RuleEngine } from '../rule-engine.ts';
import { busName } from '../rule-store.ts';

const MAXIMUM_BYTES = 1_048_576;

/**
 * Puts events on the default bus. Each entry has its result, an event id or an error.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export function putEvents(
  engine: RuleEngine,
  clock: Clock,
): OperationHandler<Given<PutEventsCommandInput, 'Entries'>, PutEventsResponse> {
  return ({ Entries }, { region, account }) => {
    const size = Entries.reduce((sum, { Detail = '', Source = '' }) => sum + Buffer.byteLength(Detail) + Source.length, 0);
    if (size > MAXIMUM_BYTES) throw validation('Total size of the entries in the request is over the limit.');
    const results = Entries.map((entry): PutEventsResultEntry => {
      const { Source = '', DetailType = '', Detail = '', Resources = [], Time, EventBusName } = entry;
      const missing = Object.entries({ Source, DetailType, Detail }).find(([, value]) => value === '');
      if (missing !== undefined)
        return {
          ErrorCode: 'InvalidArgument',
          ErrorMessage: `Parameter ${missing[0]} is not valid. Reason: ${missing[0]} is a required argument.`,
        };
      if (Source.startsWith('aws.'))
        return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
      busName(EventBusName);
      const detail = parseJsonObject(Detail);
      if (detail === undefined) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
      const id = randomUUID();
      engine.put({
        version: '0',
        id,
        'detail-type': DetailType,
        source: Source,
        account,
        time: eventTime(Time?.getTime() ?? clock.now()),
        region,
        resources: Resources,
        detail,
      });
      return { EventId: id };
    });
    return { FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries: results };
  };
}
