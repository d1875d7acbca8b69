import type { DescribeEventBusCommandInput, DescribeEventBusResponse } from '@aws-sdk/client-eventbridge';
import type { OperationHandler } from '../../../core/service.ts';
import { defaultEventBus } from '../event-bus.ts';
import { busName } from '../rule-store.ts';

/**
 * Returns the default event bus.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeEventBus.html
 */
export function describeEventBus(): OperationHandler<DescribeEventBusCommandInput, DescribeEventBusResponse> {
  return ({ Name }, call) => {
    busName(Name);
    return defaultEventBus(call);
  };
}
