import { choice } from '../../../language/choice.ts';
import { jsonata } from '../../../language/jsonata.ts';
import type { States } from '../../../language/state-machine.ts';
import { isBusy, MAX_WAIT_SECONDS } from '../../shared/endpoint-wait.ts';
import { findEndpoint, lookAtEndpoint, makeEndpoint, moveEndpoint, removeEndpoint, waitBeforeLook } from './endpoint.ts';

/** From here on the endpoint may have been changed, also where the call that changes it is answered with an error. */
const beginsToChange = { Changed: true, Waited: 0 } as const;

/**
 * Brings the endpoint to the new configuration: creates it, or updates it once it is not busy with another deployment. A failed endpoint can
 * only be deleted.
 */
export const serve: States = {
  FindEndpoint: findEndpoint({ next: 'EndpointExists', onError: 'Explain' }),

  EndpointExists: choice({
    Choices: [{ Condition: jsonata('$states.input'), Next: 'DescribeEndpoint' }],
    Default: 'CreateEndpoint',
    Assign: beginsToChange,
  }),

  DescribeEndpoint: lookAtEndpoint({ next: 'EndpointIsReady', onError: 'Explain' }),

  EndpointIsReady: choice({
    Choices: [
      { Condition: jsonata(`${isBusy} and $Waited < ${MAX_WAIT_SECONDS}`), Next: 'WaitForEndpoint' },
      { Condition: jsonata(isBusy), Next: 'Explain' },
      { Condition: jsonata("$states.input.EndpointStatus = 'Failed'"), Assign: { Waited: 0 }, Next: 'DeleteFailedEndpoint' },
    ],
    Default: 'UpdateEndpoint',
    Assign: { Former: jsonata('$states.input.EndpointConfigName'), ...beginsToChange },
  }),

  WaitForEndpoint: waitBeforeLook('FindEndpoint'),

  DeleteFailedEndpoint: removeEndpoint({ next: 'WaitForEndpoint', onError: 'Explain' }),

  CreateEndpoint: makeEndpoint({ next: 'WaitForDeployment', onError: 'Explain' }),

  UpdateEndpoint: moveEndpoint('$Config', { next: 'WaitForDeployment', onError: 'Explain' }),

  // Right after the call the endpoint may still show its former state.
  WaitForDeployment: waitBeforeLook('DescribeDeployment'),

  DescribeDeployment: lookAtEndpoint({ next: 'DeploymentServes', onError: 'Explain' }),

  DeploymentServes: choice({
    Choices: [
      { Condition: jsonata(`${isBusy} and $Waited < ${MAX_WAIT_SECONDS}`), Next: 'WaitForDeployment' },
      {
        // The configuration's name is used only once, so it shows whether the endpoint serves this deployment.
        Condition: jsonata("$states.input.EndpointStatus = 'InService' and $states.input.EndpointConfigName = $Config"),
        Assign: { Step: 'SmokeTest' },
        Next: 'SmokeTestIsWanted',
      },
    ],
    // The endpoint failed or is busy for too long, or SageMaker rolled the update back.
    Default: 'Explain',
  }),
};
