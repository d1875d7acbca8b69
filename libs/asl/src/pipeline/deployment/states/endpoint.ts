import { createEndpoint } from '../../../integrations/create-endpoint.ts';
import { deleteEndpoint } from '../../../integrations/delete-endpoint.ts';
import { describeEndpoint } from '../../../integrations/describe-endpoint.ts';
import { IntegrationPattern, integrationTask } from '../../../integrations/integration.ts';
import { listEndpoints } from '../../../integrations/list-endpoints.ts';
import { updateEndpoint } from '../../../integrations/update-endpoint.ts';
import { type JsonataExpression, jsonata } from '../../../language/jsonata.ts';
import type { JsonataTaskState } from '../../../language/task.ts';
import { type JsonataWaitState, wait } from '../../../language/wait.ts';
import { nextWait } from '../../shared/endpoint-wait.ts';
import { callRetry, instanceCallRetry } from '../../shared/retries.ts';
import { catchAll } from './failure.ts';

const { REQUEST_RESPONSE } = IntegrationPattern;

const endpointName: JsonataExpression = jsonata('$In.EndpointName');

/** Where a state of the endpoint continues. */
interface Transitions {
  readonly next: string;
  /** The state that handles an error. */
  readonly onError: string;
}

/** Finds out whether the endpoint exists: the output is true or false. DescribeEndpoint has no separate error for a missing endpoint. */
export function findEndpoint({ next, onError }: Transitions): JsonataTaskState {
  return integrationTask(listEndpoints, REQUEST_RESPONSE, {
    // An account has at most 100 endpoints, unless its quota was raised.
    Arguments: { NameContains: endpointName, MaxResults: 100 },
    Retry: callRetry,
    Catch: catchAll(onError),
    Output: jsonata('$In.EndpointName in $states.result.Endpoints.EndpointName'),
    Next: next,
  });
}

/** Reads the endpoint's status and configuration. */
export function lookAtEndpoint({ next, onError }: Transitions): JsonataTaskState {
  return integrationTask(describeEndpoint, REQUEST_RESPONSE, {
    Arguments: { EndpointName: endpointName },
    Retry: callRetry,
    Catch: catchAll(onError),
    Next: next,
  });
}

/** Begins to create the endpoint with the new configuration. */
export function makeEndpoint({ next, onError }: Transitions): JsonataTaskState {
  return integrationTask(createEndpoint, REQUEST_RESPONSE, {
    Arguments: { EndpointName: endpointName, EndpointConfigName: jsonata('$Config'), Tags: jsonata('$In.Tags') },
    Retry: instanceCallRetry,
    Catch: catchAll(onError),
    Next: next,
  });
}

/** Begins to move the endpoint to a configuration. */
export function moveEndpoint(config: '$Config' | '$Former', { next, onError }: Transitions): JsonataTaskState {
  return integrationTask(updateEndpoint, REQUEST_RESPONSE, {
    Arguments: { EndpointName: endpointName, EndpointConfigName: jsonata(config) },
    Retry: callRetry,
    Catch: catchAll(onError),
    Next: next,
  });
}

/** Begins to delete the endpoint. */
export function removeEndpoint({ next, onError }: Transitions): JsonataTaskState {
  return integrationTask(deleteEndpoint, REQUEST_RESPONSE, {
    Arguments: { EndpointName: endpointName },
    Retry: callRetry,
    Catch: catchAll(onError),
    Next: next,
  });
}

/** Waits before the next look: 1, 1, 2, 4, 8, 16, 30, 30 … seconds. */
export function waitBeforeLook(next: string): JsonataWaitState {
  return wait({ Seconds: jsonata(nextWait), Assign: { Waited: jsonata(`$Waited + ${nextWait}`) }, Next: next });
}
