import type { ListEventBusesCommandInput, ListEventBusesResponse } from '@aws-sdk/client-eventbridge';
import type { OperationHandler } from '../../../core/service.ts';
import { defaultEventBus } from '../event-bus.ts';

/**
 * Lists the event buses: the default one.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListEventBuses.html
 */
export function listEventBuses(): OperationHandler<ListEventBusesCommandInput, ListEventBusesResponse> {
  return (_input, call) => ({ EventBuses: [defaultEventBus(call)] });
}
