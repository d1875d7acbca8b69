import { deleteEndpointConfig } from '../../../integrations/delete-endpoint-config.ts';
import { deleteModel } from '../../../integrations/delete-model.ts';
import { IntegrationPattern, integrationTask } from '../../../integrations/integration.ts';
import { choice } from '../../../language/choice.ts';
import { jsonata } from '../../../language/jsonata.ts';
import type { States } from '../../../language/state-machine.ts';
import { isBusy, MAX_WAIT_SECONDS } from '../../shared/endpoint-wait.ts';
import { callRetry } from '../../shared/retries.ts';
import { findEndpoint, lookAtEndpoint, moveEndpoint, removeEndpoint, waitBeforeLook } from './endpoint.ts';
import { catchAll } from './failure.ts';

const isOurs = '$states.input.EndpointConfigName = $Config';

/**
 * Undoes what this deployment did, and nothing else: a new endpoint is deleted, an updated one gets its former configuration back. Where the
 * endpoint may still use the new model, configuration and model stay. A configuration or model that cannot be deleted costs nothing, and is
 * deleted with the stack.
 */
export const rollBack: States = {
  RollBack: choice({
    Choices: [
      { Condition: jsonata('$Changed'), Next: 'FindChangedEndpoint' },
      { Condition: jsonata("$Model = ''"), Next: 'DeploymentFailed' },
      { Condition: jsonata("$Config = ''"), Next: 'DeleteModel' },
    ],
    Default: 'DeleteEndpointConfig',
  }),

  FindChangedEndpoint: findEndpoint({ next: 'ChangedEndpointExists', onError: 'RollBackFailed' }),

  ChangedEndpointExists: choice({
    Choices: [{ Condition: jsonata('$states.input'), Next: 'DescribeChangedEndpoint' }],
    Default: 'DeleteEndpointConfig',
  }),

  DescribeChangedEndpoint: lookAtEndpoint({ next: 'ServesNewConfig', onError: 'RollBackFailed' }),

  ServesNewConfig: choice({
    Choices: [
      { Condition: jsonata(`${isBusy} and $Waited < ${MAX_WAIT_SECONDS}`), Next: 'WaitForChangedEndpoint' },
      { Condition: jsonata(isBusy), Next: 'RollBackFailed' },
      { Condition: jsonata(`$not(${isOurs})`), Next: 'DeleteEndpointConfig' },
      { Condition: jsonata("$Former = ''"), Assign: { Waited: 0 }, Next: 'DeleteEndpoint' },
    ],
    Default: 'RestoreEndpoint',
    Assign: { Waited: 0 },
  }),

  WaitForChangedEndpoint: waitBeforeLook('FindChangedEndpoint'),

  DeleteEndpoint: removeEndpoint({ next: 'WaitForChangedEndpoint', onError: 'RollBackFailed' }),

  RestoreEndpoint: moveEndpoint('$Former', { next: 'WaitForFormerConfig', onError: 'RollBackFailed' }),

  WaitForFormerConfig: waitBeforeLook('DescribeRestoredEndpoint'),

  DescribeRestoredEndpoint: lookAtEndpoint({ next: 'ServesFormerConfig', onError: 'RollBackFailed' }),

  ServesFormerConfig: choice({
    Choices: [
      { Condition: jsonata(`${isBusy} and $Waited < ${MAX_WAIT_SECONDS}`), Next: 'WaitForFormerConfig' },
      { Condition: jsonata(`${isBusy} or ${isOurs}`), Next: 'RollBackFailed' },
    ],
    Default: 'DeleteEndpointConfig',
  }),

  DeleteEndpointConfig: integrationTask(deleteEndpointConfig, IntegrationPattern.REQUEST_RESPONSE, {
    Arguments: { EndpointConfigName: jsonata('$Config') },
    Retry: callRetry,
    Catch: catchAll('DeleteModel'),
    Next: 'DeleteModel',
  }),

  DeleteModel: integrationTask(deleteModel, IntegrationPattern.REQUEST_RESPONSE, {
    Arguments: { ModelName: jsonata('$Model') },
    Retry: callRetry,
    Catch: catchAll('DeploymentFailed'),
    Next: 'DeploymentFailed',
  }),
};
