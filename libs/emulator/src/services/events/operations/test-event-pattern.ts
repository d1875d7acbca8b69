import type { TestEventPatternRequest, TestEventPatternResponse } from '@aws-sdk/client-eventbridge';
import type { Given } from '../../../core/given.ts';
import { parseJsonObject } from '../../../core/json.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { validation } from '../errors.ts';
import { checkPattern } from '../event-pattern.ts';

/**
 * Tests whether an event matches a pattern.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html
 */
export function testEventPattern(): OperationHandler<
  Given<TestEventPatternRequest, 'EventPattern' | 'Event'>,
  TestEventPatternResponse
> {
  return ({ EventPattern, Event }) => {
    const matches = checkPattern(EventPattern);
    const event = parseJsonObject(Event);
    const names = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'];
    const missing = event === undefined ? 'Event' : names.find((name) => !(name in event));
    if (missing !== undefined) throw validation(`Parameter Event is not valid. Reason: ${missing} is missing.`);
    return { Result: matches(event) };
  };
}
