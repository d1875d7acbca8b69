import { createEndpoint } from '../../integrations/create-endpoint.ts';
import { deleteEndpoint } from '../../integrations/delete-endpoint.ts';
import { describeEndpoint } from '../../integrations/describe-endpoint.ts';
import { IntegrationPattern, integrationTask } from '../../integrations/integration.ts';
import { listEndpoints } from '../../integrations/list-endpoints.ts';
import { updateEndpoint } from '../../integrations/update-endpoint.ts';
import { choice } from '../../language/choice.ts';
import { type JsonataExpression, jsonata } from '../../language/jsonata.ts';
import type { States } from '../../language/state-machine.ts';
import { wait } from '../../language/wait.ts';
import { callRetry, catchAll } from './errors.ts';

const { REQUEST_RESPONSE } = IntegrationPattern;

/** How long an endpoint is waited for at each stage, in seconds. */
const MAX_WAIT_SECONDS = 1800;

const endpointName: JsonataExpression = jsonata('$In.EndpointName');

/** In Creating, Updating, SystemUpdating, RollingBack and Deleting SageMaker is at work, and nothing can be done with the endpoint. */
const isBusy = '$contains($states.input.EndpointStatus, /ing/)';

/** The configuration's name is used only once, so it tells whether the endpoint shows this execution's deployment. */
const isOurs = '$states.input.EndpointConfigName = $Config';

const waitAnew = { Pause: 1, Waited: 0 } as const;

/**
 * Brings the endpoint to the new configuration, and back if need be. One loop looks and waits; `$Stage` says what for:
 *
 * - `FIND`: is there an endpoint of the name, and can it be updated? A failed one can only be deleted.
 * - `SERVE`: does it serve the new configuration? From here on the endpoint may have been changed.
 * - `UNDO`: clean-up begins. A new endpoint is deleted, an updated one gets its former configuration back.
 * - `RESTORE`: does it serve the former configuration again?
 * - `CLEAR`: the endpoint does not use the new configuration.
 */
export const endpoint: States = {
  FindEndpoint: integrationTask(listEndpoints, REQUEST_RESPONSE, {
    // An account has at most 100 endpoints, unless its quota was raised.
    Arguments: { NameContains: endpointName, MaxResults: 100 },
    Retry: callRetry,
    Catch: catchAll('Explain'),
    Output: jsonata('$In.EndpointName in $states.result.Endpoints.EndpointName'),
    Next: 'EndpointExists',
  }),

  EndpointExists: choice({
    Choices: [
      // One that was served and is gone: looking at it fails, and says so.
      { Condition: jsonata("$states.input or $Stage = 'SERVE'"), Next: 'LookAtEndpoint' },
      { Condition: jsonata("$Stage = 'FIND'"), Assign: { Stage: 'SERVE', ...waitAnew }, Next: 'CreateEndpoint' },
    ],
    Default: 'CleanUp',
    Assign: { Stage: 'CLEAR' },
  }),

  LookAtEndpoint: integrationTask(describeEndpoint, REQUEST_RESPONSE, {
    Arguments: { EndpointName: endpointName },
    Retry: callRetry,
    Catch: catchAll('Explain'),
    Next: 'NextMove',
  }),

  NextMove: choice({
    Choices: [
      { Condition: jsonata(`${isBusy} and $Waited < ${MAX_WAIT_SECONDS}`), Next: 'WaitForEndpoint' },
      { Condition: jsonata(isBusy), Next: 'Explain' },
      { Condition: jsonata("$Stage = 'FIND' and $states.input.EndpointStatus = 'Failed'"), Next: 'DeleteEndpoint' },
      {
        Condition: jsonata("$Stage = 'FIND'"),
        Assign: { Stage: 'SERVE', Former: jsonata('$states.input.EndpointConfigName'), Target: jsonata('$Config'), ...waitAnew },
        Next: 'UpdateEndpoint',
      },
      {
        Condition: jsonata(`$Stage = 'SERVE' and $states.input.EndpointStatus = 'InService' and ${isOurs}`),
        Assign: { Step: 'SmokeTest' },
        Next: 'ReadSchema',
      },
      // A new endpoint failed; or SageMaker undid the update, and the former configuration is in service again.
      { Condition: jsonata("$Stage = 'SERVE'"), Next: 'Explain' },
      { Condition: jsonata(`$not(${isOurs})`), Assign: { Stage: 'CLEAR' }, Next: 'CleanUp' },
      { Condition: jsonata("$Former = ''"), Next: 'DeleteEndpoint' },
      {
        Condition: jsonata("$Stage = 'UNDO'"),
        Assign: { Stage: 'RESTORE', Target: jsonata('$Former'), ...waitAnew },
        Next: 'UpdateEndpoint',
      },
    ],
    Default: 'Explain',
  }),

  /** Waits grow: 1, 2, 4, 8, 16, 30, 30 … seconds. */
  WaitForEndpoint: wait({
    Seconds: jsonata('$Pause'),
    Assign: { Pause: jsonata('$min([30, $Pause * 2])'), Waited: jsonata('$Waited + $Pause') },
    Next: 'FindEndpoint',
  }),

  CreateEndpoint: integrationTask(createEndpoint, REQUEST_RESPONSE, {
    Arguments: { EndpointName: endpointName, EndpointConfigName: jsonata('$Config'), Tags: jsonata('$Run.Tags') },
    Retry: callRetry,
    Catch: catchAll('Explain'),
    Next: 'LookAtEndpoint',
  }),

  UpdateEndpoint: integrationTask(updateEndpoint, REQUEST_RESPONSE, {
    Arguments: { EndpointName: endpointName, EndpointConfigName: jsonata('$Target') },
    Retry: callRetry,
    Catch: catchAll('Explain'),
    Next: 'LookAtEndpoint',
  }),

  DeleteEndpoint: integrationTask(deleteEndpoint, REQUEST_RESPONSE, {
    Arguments: { EndpointName: endpointName },
    Retry: callRetry,
    Catch: catchAll('Explain'),
    Next: 'WaitForEndpoint',
  }),
};
