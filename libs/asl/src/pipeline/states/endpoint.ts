import { createEndpoint } from '../../integrations/create-endpoint.ts';
import { deleteEndpoint } from '../../integrations/delete-endpoint.ts';
import { describeEndpoint } from '../../integrations/describe-endpoint.ts';
import { IntegrationPattern, integrationTask } from '../../integrations/integration.ts';
import { listEndpoints } from '../../integrations/list-endpoints.ts';
import { updateEndpoint } from '../../integrations/update-endpoint.ts';
import { choice } from '../../language/choice.ts';
import { jsonata } from '../../language/jsonata.ts';
import { wait } from '../../language/wait.ts';
import { callRetry, catchAll } from './errors.ts';

const { REQUEST_RESPONSE } = IntegrationPattern;

/** How long an endpoint is waited for at each stage, in seconds. */
const MAX_WAIT_SECONDS = 1800;

const endpointName = jsonata('$Settings.EndpointName');

/** SageMaker is still at work on the endpoint: nothing can be done with it. */
const isBusy = "$Endpoint.Status in ['Creating', 'Updating', 'SystemUpdating', 'RollingBack', 'Deleting']";

/** The configuration's name is used once, so it tells whose deployment the endpoint shows. */
const isOurs = '$Endpoint.Config = $EndpointConfigName';

const whatIsThere = `'the endpoint ' & $Settings.EndpointName & ' is ' & $Endpoint.Status & ' with the configuration '
  & $Endpoint.Config & ' after ' & $Waited & ' seconds. ' & $Endpoint.Reason`;

const waitAnew = { Pause: 1, Waited: 0 } as const;

/**
 * Brings the endpoint to the new configuration, and back if need be. One loop looks and waits; the variable `Stage` says what for:
 *
 * - `FIND`: is there an endpoint of the name, and can it be updated? A failed one can only be deleted.
 * - `SERVE`: does it serve the new configuration? From here on the endpoint may have been changed.
 * - `UNDO`: clean-up begins. A new endpoint is deleted, an updated one gets its former configuration back.
 * - `RESTORE`: does it serve the former configuration again?
 * - `CLEAR`: the endpoint does not use the new configuration.
 */
export const endpoint = {
  FindEndpoint: integrationTask(listEndpoints, REQUEST_RESPONSE, {
    Arguments: jsonata(`$merge([
      {'NameContains': $Settings.EndpointName, 'MaxResults': 100},
      $Page = '' ? {} : {'NextToken': $Page}
    ])`),
    Retry: callRetry,
    Catch: catchAll('FindEndpoint'),
    Assign: {
      Found: jsonata('$Settings.EndpointName in $states.result.Endpoints.EndpointName'),
      Page: jsonata("'' & $states.result.NextToken"),
    },
    Next: 'EndpointExists',
  }),

  EndpointExists: choice({
    Choices: [
      { Condition: jsonata('$Found'), Assign: { Page: '' }, Next: 'LookAtEndpoint' },
      { Condition: jsonata("$Page != ''"), Next: 'FindEndpoint' },
      {
        Condition: jsonata("$Stage = 'FIND'"),
        Assign: { Stage: 'SERVE', FormerConfig: '', ...waitAnew },
        Next: 'CreateEndpoint',
      },
      {
        Condition: jsonata("$Stage = 'SERVE'"),
        Output: { Error: 'EndpointIsGone', Cause: 'somebody deleted the endpoint' },
        Next: 'ExplainFailure',
      },
    ],
    Default: 'CleanUp',
    Assign: { Stage: 'CLEAR' },
  }),

  LookAtEndpoint: integrationTask(describeEndpoint, REQUEST_RESPONSE, {
    Arguments: { EndpointName: endpointName },
    Retry: callRetry,
    Catch: catchAll('LookAtEndpoint'),
    Assign: {
      Endpoint: jsonata(`{
        'Status': $states.result.EndpointStatus,
        'Config': $states.result.EndpointConfigName,
        'Reason': '' & $states.result.FailureReason
      }`),
    },
    Next: 'NextMove',
  }),

  NextMove: choice({
    Choices: [
      { Condition: jsonata(`${isBusy} and $Waited < ${MAX_WAIT_SECONDS}`), Next: 'WaitForEndpoint' },
      { Condition: jsonata(`$Stage = 'FIND' and $Endpoint.Status = 'Failed'`), Next: 'DeleteEndpoint' },
      {
        Condition: jsonata(`$Stage = 'FIND' and $not(${isBusy})`),
        Assign: {
          Stage: 'SERVE',
          FormerConfig: jsonata('$Endpoint.Config'),
          Target: jsonata('$EndpointConfigName'),
          ...waitAnew,
        },
        Next: 'UpdateEndpoint',
      },
      { Condition: jsonata(`$Stage = 'SERVE' and $Endpoint.Status = 'InService' and ${isOurs}`), Next: 'ReadSample' },
      // SageMaker undoes an update that fails: the endpoint is in service again, with its former configuration.
      {
        Condition: jsonata("$Stage in ['FIND', 'SERVE']"),
        Assign: { Step: 'WaitForEndpoint' },
        Output: { Error: 'EndpointNotInService', Cause: jsonata(whatIsThere) },
        Next: 'ExplainFailure',
      },
      { Condition: jsonata(`$not(${isBusy}) and $not(${isOurs})`), Assign: { Stage: 'CLEAR' }, Next: 'CleanUp' },
      { Condition: jsonata(`$Stage = 'UNDO' and $not(${isBusy}) and $FormerConfig = ''`), Next: 'DeleteEndpoint' },
      {
        Condition: jsonata(`$Stage = 'UNDO' and $not(${isBusy})`),
        Assign: { Stage: 'RESTORE', Target: jsonata('$FormerConfig'), ...waitAnew },
        Next: 'UpdateEndpoint',
      },
    ],
    // Out of time, or the former configuration is refused: say so, and leave what may be in use.
    Default: 'ExplainFailure',
    Assign: { Step: 'LookAtEndpoint' },
    Output: { Error: 'EndpointNotRestored', Cause: jsonata(whatIsThere) },
  }),

  WaitForEndpoint: wait({
    Seconds: jsonata('$Pause'),
    Assign: { Pause: jsonata('$min([30, $Pause * 2])'), Waited: jsonata('$Waited + $Pause') },
    Next: 'FindEndpoint',
  }),

  CreateEndpoint: integrationTask(createEndpoint, REQUEST_RESPONSE, {
    Arguments: { EndpointName: endpointName, EndpointConfigName: jsonata('$EndpointConfigName'), Tags: jsonata('$Run.Tags') },
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
} as const;
