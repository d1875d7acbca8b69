import { deleteEndpointConfig } from '../../integrations/delete-endpoint-config.ts';
import { deleteModel } from '../../integrations/delete-model.ts';
import { IntegrationPattern, integrationTask } from '../../integrations/integration.ts';
import { choice } from '../../language/choice.ts';
import { jsonata } from '../../language/jsonata.ts';
import { pass } from '../../language/pass.ts';
import type { States } from '../../language/state-machine.ts';
import { callRetry } from './errors.ts';

/**
 * Why, in plain words: of an endpoint, what it is; of an error, what a script wrote, else the job's reason, else the function's message, else
 * the cause as it is. By pattern, since parsing could fail, and nothing may fail here.
 */
const reason = `(
  $in := $states.input;
  $cause := $in.EndpointStatus ?
    'the endpoint ' & $In.EndpointName & ' is ' & $in.EndpointStatus & ' with ' & $in.EndpointConfigName & ' after ' & $Waited & ' seconds. ' & $in.FailureReason :
    '' & $in.Cause;
  $words := $match($cause, /"(ExitMessage|FailureReason|errorMessage)":\\s*"((?:[^\\\\"]|\\\\.)+)"/, 1).groups[1];
  $replace($replace($words ? $words : $cause, '\\\\n', ' '), '\\\\"', '"') & ($in.Error ? ' (' & $in.Error & ')')
)`;

/**
 * What follows a failure: undo what this execution did, and nothing else. The first failure is what the execution ends in; one during
 * clean-up is added to its cause. A model or a configuration that cannot be deleted costs nothing, and goes with the stack.
 */
export const cleanUp: States = {
  Explain: pass({
    Assign: {
      Failure: jsonata(`(
        $why := $Step & ': ' & ${reason};
        $Failure.Error ? {'Error': $Failure.Error, 'Cause': $Failure.Cause & '; clean-up is not complete: ' & $why} :
          {'Error': $Step & 'Failed', 'Cause': $why}
      )`),
    },
    Next: 'CleanUp',
  }),

  CleanUp: choice({
    Choices: [
      { Condition: jsonata("$Stage = 'SERVE'"), Assign: { Stage: 'UNDO', Pause: 1, Waited: 0 }, Next: 'FindEndpoint' },
      // Still not clear: the endpoint may use what was made, so that stays.
      { Condition: jsonata("$Stage in ['UNDO', 'RESTORE'] or $Model = ''"), Next: 'Notify' },
      { Condition: jsonata("$Config = ''"), Next: 'DeleteModel' },
    ],
    Default: 'DeleteEndpointConfig',
  }),

  DeleteEndpointConfig: integrationTask(deleteEndpointConfig, IntegrationPattern.REQUEST_RESPONSE, {
    Arguments: { EndpointConfigName: jsonata('$Config') },
    Retry: callRetry,
    Catch: [{ ErrorEquals: ['States.ALL'], Next: 'DeleteModel' }],
    Next: 'DeleteModel',
  }),

  DeleteModel: integrationTask(deleteModel, IntegrationPattern.REQUEST_RESPONSE, {
    Arguments: { ModelName: jsonata('$Model') },
    Retry: callRetry,
    Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Notify' }],
    Next: 'Notify',
  }),
};
