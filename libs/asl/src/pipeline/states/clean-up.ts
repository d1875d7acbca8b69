import { deleteEndpointConfig } from '../../integrations/delete-endpoint-config.ts';
import { deleteModel } from '../../integrations/delete-model.ts';
import { IntegrationPattern, integrationTask } from '../../integrations/integration.ts';
import { choice } from '../../language/choice.ts';
import { jsonata } from '../../language/jsonata.ts';
import { pass } from '../../language/pass.ts';
import { PipelineErrorName } from '../pipeline-output.ts';
import { callRetry, catchAll } from './errors.ts';

const { PREPROCESSING_FAILED, TRAINING_FAILED, EVALUATION_FAILED, SMOKE_TEST_FAILED, DEPLOYMENT_FAILED } = PipelineErrorName;

/**
 * The error's own words for why: what a script wrote, else the job's reason, else the function's message, else the cause as it is. By
 * patterns, since parsing could fail, and nothing may fail here.
 */
const plainReason = `(
  $cause := '' & $states.input.Cause;
  $replace($replace([
    ${['ExitMessage', 'FailureReason', 'errorMessage']
      .map((member) => `$match($cause, /"${member}":\\s*"((?:[^\\\\"]|\\\\.)+)"/, 1).groups[0]`)
      .join(', ')},
    $cause
  ][0], '\\\\n', ' '), '\\\\"', '"')
)`;

/**
 * What follows a failure: undo what this execution did, and nothing else. The first failure is what the execution ends in; one during
 * clean-up is added to its cause.
 */
export const cleanUp = {
  ExplainFailure: pass({
    Assign: {
      Failure: jsonata(`(
        $why := $Step & ': ' & ${plainReason} & ' (' & $states.input.Error & ')';
        $Failure.Error != '' ? {'Error': $Failure.Error, 'Cause': $Failure.Cause & '; clean-up is not complete: ' & $why} : {
          'Error': [$lookup({
            'Preprocess': '${PREPROCESSING_FAILED}', 'Train': '${TRAINING_FAILED}', 'Evaluate': '${EVALUATION_FAILED}',
            'QualityGate': '${EVALUATION_FAILED}', 'ReadSample': '${SMOKE_TEST_FAILED}', 'SmokeTest': '${SMOKE_TEST_FAILED}'
          }, $Step), '${DEPLOYMENT_FAILED}'][0],
          'Cause': $why
        }
      )`),
    },
    Next: 'CleanUp',
  }),

  CleanUp: choice({
    Choices: [
      { Condition: jsonata("$Stage = 'SERVE'"), Assign: { Stage: 'UNDO', Page: '', Pause: 1, Waited: 0 }, Next: 'FindEndpoint' },
      // The endpoint could not be brought back: what it may use stays.
      { Condition: jsonata("$Stage in ['UNDO', 'RESTORE']"), Next: 'NotifyFailure' },
      { Condition: jsonata("$EndpointConfigName != ''"), Next: 'DeleteEndpointConfig' },
      { Condition: jsonata("$ModelName != ''"), Next: 'DeleteModel' },
    ],
    Default: 'NotifyFailure',
  }),

  DeleteEndpointConfig: integrationTask(deleteEndpointConfig, IntegrationPattern.REQUEST_RESPONSE, {
    Arguments: { EndpointConfigName: jsonata('$EndpointConfigName') },
    Retry: callRetry,
    Catch: catchAll('DeleteEndpointConfig', 'ExplainFailure', { EndpointConfigName: '' }),
    Assign: { EndpointConfigName: '' },
    Next: 'CleanUp',
  }),

  DeleteModel: integrationTask(deleteModel, IntegrationPattern.REQUEST_RESPONSE, {
    Arguments: { ModelName: jsonata('$ModelName') },
    Retry: callRetry,
    Catch: catchAll('DeleteModel', 'ExplainFailure', { ModelName: '' }),
    Assign: { ModelName: '' },
    Next: 'CleanUp',
  }),
} as const;
