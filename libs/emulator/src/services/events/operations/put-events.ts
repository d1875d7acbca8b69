import { randomUUID } from 'node:crypto';
import type {
  PutEventsCommandInput,
  PutEventsResponse,
  PutEventsResultEntry,
  TestEventPatternRequest,
  TestEventPatternResponse,
} from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../core/aws-error.ts';
import type { Clock } from '../../../core/clock.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { eventTime } from '../event.ts';
import type { RuleEngine } from '../rule-engine.ts';
import { busName } from '../rule-store.ts';
import { checkPattern } from './rules.ts';

const MAXIMUM_BYTES = 1_048_576;

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
export function putEvents(engine: RuleEngine, clock: Clock): OperationHandler<PutEventsCommandInput, PutEventsResponse> {
  return ({ Entries = [] }, { region, account }) => {
    const size = Entries.reduce((sum, { Detail = '', Source = '' }) => sum + Buffer.byteLength(Detail) + Source.length, 0);
    if (size > MAXIMUM_BYTES)
      throw new AwsError({ code: 'ValidationException', message: 'Total size of the entries in the request is over the limit.' });
    const results = Entries.map((entry): PutEventsResultEntry => {
      const { Source, DetailType, Detail, Resources = [], Time, EventBusName } = entry;
      const missing = Object.entries({ Source, DetailType, Detail }).find(([, value]) => value === undefined || value === '');
      if (missing !== undefined)
        return {
          ErrorCode: 'InvalidArgument',
          ErrorMessage: `Parameter ${missing[0]} is not valid. Reason: ${missing[0]} is a required argument.`,
        };
      if (Source?.startsWith('aws.'))
        return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
      busName(EventBusName);
      const detail = parseObject(Detail ?? '');
      if (detail === undefined) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
      const id = randomUUID();
      engine.put({
        version: '0',
        id,
        'detail-type': DetailType ?? '',
        source: Source ?? '',
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

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html */
export function testEventPattern(): OperationHandler<TestEventPatternRequest, TestEventPatternResponse> {
  return ({ EventPattern = '', Event = '' }) => {
    const matches = checkPattern(EventPattern);
    const event = parseObject(Event);
    const names = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'];
    const missing = event === undefined ? 'Event' : names.find((name) => !(name in event));
    if (missing !== undefined)
      throw new AwsError({
        code: 'ValidationException',
        message: `Parameter Event is not valid. Reason: ${missing} is missing.`,
      });
    return { Result: matches(event) };
  };
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
