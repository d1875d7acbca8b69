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

const waitAnew = { Pause: 1, Waited: 0 } as const;

/**
 * Brings the endpoint to the new configuration, and back if need be. One loop looks and waits; `$Stage` says what for:
 *
 * - `FIND`: is there an endpoint of the name, and can it be updated? A failed one can only be deleted.
 * - `SERVE`: does it serve the new configuration? From here on the endpoint may have been changed.
 * - `UNDO`: clean-up begins. A new endpoint is deleted, an updated one gets its former configuration back.
 * - `RESTORE`: does it serve the former configuration again?
 * - `CLEAR`: the endpoint does not use the new configuration.
 *
 * Whether the endpoint shows this execution's deployment is told by the configuration's name, which is used only once.
 */
export const endpoint: States = {
  FindEndpoint: integrationTask(listEndpoints, REQUEST_RESPONSE, {
    Arguments: jsonata(`$merge([
      {'NameContains': $In.EndpointName, 'MaxResults': 100},
      $Page = '' ? {} : {'NextToken': $Page}
    ])`),
    Retry: callRetry,
    Catch: catchAll('FindEndpoint'),
    Assign: {
      Found: jsonata('$In.EndpointName in $states.result.Endpoints.EndpointName'),
      Page: jsonata("'' & $states.result.NextToken"),
    },
    Next: 'EndpointExists',
  }),

  EndpointExists: choice({
    Choices: [
      { Condition: jsonata('$Found'), Assign: { Page: '' }, Next: 'LookAtEndpoint' },
      { Condition: jsonata("$Page != ''"), Next: 'FindEndpoint' },
      { Condition: jsonata("$Stage = 'FIND'"), Assign: { Stage: 'SERVE', ...waitAnew }, Next: 'CreateEndpoint' },
      // Somebody deleted it: looking at it fails, and says so.
      { Condition: jsonata("$Stage = 'SERVE'"), Next: 'LookAtEndpoint' },
    ],
    Default: 'CleanUp',
    Assign: { Stage: 'CLEAR' },
  }),

  LookAtEndpoint: integrationTask(describeEndpoint, REQUEST_RESPONSE, {
    Arguments: { EndpointName: endpointName },
    Retry: callRetry,
    Catch: catchAll('LookAtEndpoint'),
    Assign: {
      // In Creating, Updating, SystemUpdating, RollingBack and Deleting SageMaker is at work, and nothing can be done with the endpoint.
      Endpoint: jsonata(`{
        'Status': $states.result.EndpointStatus,
        'Busy': $contains($states.result.EndpointStatus, /ing/),
        'Config': $states.result.EndpointConfigName,
        'Ours': $states.result.EndpointConfigName = $Config,
        'Reason': '' & $states.result.FailureReason
      }`),
    },
    Next: 'NextMove',
  }),

  NextMove: choice({
    Choices: [
      { Condition: jsonata(`$Endpoint.Busy and $Waited < ${MAX_WAIT_SECONDS}`), Next: 'WaitForEndpoint' },
      { Condition: jsonata("$Stage = 'FIND' and $Endpoint.Status = 'Failed'"), Next: 'DeleteEndpoint' },
      {
        Condition: jsonata("$Stage = 'FIND' and $not($Endpoint.Busy)"),
        Assign: { Stage: 'SERVE', Former: jsonata('$Endpoint.Config'), Target: jsonata('$Config'), ...waitAnew },
        Next: 'UpdateEndpoint',
      },
      { Condition: jsonata("$Stage = 'SERVE' and $Endpoint.Status = 'InService' and $Endpoint.Ours"), Next: 'ReadSchema' },
      {
        Condition: jsonata("$Stage in ['UNDO', 'RESTORE'] and $not($Endpoint.Busy or $Endpoint.Ours)"),
        Assign: { Stage: 'CLEAR' },
        Next: 'CleanUp',
      },
      { Condition: jsonata("$Stage = 'UNDO' and $not($Endpoint.Busy) and $Former = ''"), Next: 'DeleteEndpoint' },
      {
        Condition: jsonata("$Stage = 'UNDO' and $not($Endpoint.Busy)"),
        Assign: { Stage: 'RESTORE', Target: jsonata('$Former'), ...waitAnew },
        Next: 'UpdateEndpoint',
      },
    ],
    // Out of time; or the endpoint failed; or SageMaker undid the update, and the former configuration is in service again.
    Default: 'Explain',
    Assign: { Step: 'WaitForEndpoint' },
    Output: jsonata(`{
      'Error': 'EndpointNotInService',
      'Cause': $In.EndpointName & ' is ' & $Endpoint.Status & ' with configuration ' & $Endpoint.Config & ' after '
        & $Waited & ' seconds. ' & $Endpoint.Reason
    }`),
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
    Catch: catchAll('CreateEndpoint'),
    Next: 'LookAtEndpoint',
  }),

  UpdateEndpoint: integrationTask(updateEndpoint, REQUEST_RESPONSE, {
    Arguments: { EndpointName: endpointName, EndpointConfigName: jsonata('$Target') },
    Retry: callRetry,
    Catch: catchAll('UpdateEndpoint'),
    Next: 'LookAtEndpoint',
  }),

  DeleteEndpoint: integrationTask(deleteEndpoint, REQUEST_RESPONSE, {
    Arguments: { EndpointName: endpointName },
    Retry: callRetry,
    Catch: catchAll('DeleteEndpoint'),
    Next: 'WaitForEndpoint',
  }),
};
