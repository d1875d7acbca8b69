import type { EventBus } from '@aws-sdk/client-eventbridge';
import { type ArnScope, arn } from '../../core/arn.ts';

/** The default event bus, the only one, as DescribeEventBus and ListEventBuses return it. */
export function defaultEventBus(scope: ArnScope): EventBus {
  return { Name: 'default', Arn: arn('events', scope, 'event-bus/default') };
}
