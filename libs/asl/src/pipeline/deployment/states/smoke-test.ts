import { IntegrationPattern, integrationTask } from '../../../integrations/integration.ts';
import { invokeEndpoint } from '../../../integrations/invoke-endpoint.ts';
import { choice } from '../../../language/choice.ts';
import { jsonata } from '../../../language/jsonata.ts';
import type { States } from '../../../language/state-machine.ts';
import { callRetry } from '../../shared/retries.ts';
import { catchAll } from './failure.ts';

/** Sends the request of the input to the endpoint, where there is one, and requires a prediction. */
export const smokeTest: States = {
  SmokeTestIsWanted: choice({
    Choices: [{ Condition: jsonata('$exists($In.SmokeTestRequest)'), Next: 'SmokeTest' }],
    Default: 'Done',
  }),

  SmokeTest: integrationTask(invokeEndpoint, IntegrationPattern.REQUEST_RESPONSE, {
    Arguments: {
      EndpointName: jsonata('$In.EndpointName'),
      ContentType: 'application/json',
      // As an object: Step Functions writes it as JSON; a text would be quoted.
      Body: jsonata('$In.SmokeTestRequest'),
    },
    Retry: callRetry,
    Catch: catchAll('Explain'),
    // By a pattern, since an unexpected answer must be reported in plain words.
    Assign: {
      Prediction: jsonata(
        `[$number($match($states.result.Body, /"predictions":\\s*\\[\\s*(-?[0-9][-+.0-9eE]*)/, 1).groups[0]), null][0]`,
      ),
    },
    Output: jsonata("{'Cause': 'the endpoint answered ' & $substring($states.result.Body, 0, 99)}"),
    Next: 'EndpointAnswers',
  }),

  EndpointAnswers: choice({
    Choices: [{ Condition: jsonata('$Prediction != null'), Next: 'Done' }],
    Default: 'Explain',
  }),
};
