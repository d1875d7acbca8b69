import { IntegrationPattern, integrationTask } from '../../integrations/integration.ts';
import { snsPublish } from '../../integrations/sns-publish.ts';
import { choice } from '../../language/choice.ts';
import { fail } from '../../language/fail.ts';
import { jsonata } from '../../language/jsonata.ts';
import { pass } from '../../language/pass.ts';
import type { States } from '../../language/state-machine.ts';
import { succeed } from '../../language/succeed.ts';
import { reasonOf } from '../shared/failure.ts';
import { callRetry } from '../shared/retries.ts';

const output = `{
  'EndpointName': $Deployment.EndpointName,
  'EndpointAction': $Deployment.EndpointAction,
  'EndpointConfigName': $Deployment.EndpointConfigName,
  'ModelName': $Deployment.ModelName,
  'ModelDataUrl': $ModelDataUrl,
  'PreprocessingJobName': $PreprocessingJob,
  'TrainingJobName': $TrainingJob,
  'EvaluationJobName': $EvaluationJob,
  'EvaluationUri': 's3://\${BucketName}/evaluation/' & $Run.Id & '/',
  'Verdict': $Verdict,
  'SmokeTestPrediction': $Deployment.Prediction
}`;

/** The ends: a message to the topic, which may fail without consequence, then the output or the first failure. */
export const end: States = {
  Explain: pass({
    Assign: {
      Failure: jsonata(`{
        'Error': $states.input.Step & 'Failed',
        'Cause': $states.input.Step & ': ' & ${reasonOf('$states.input.Cause')}
      }`),
    },
    Next: 'Notify',
  }),

  Notify: integrationTask(snsPublish, IntegrationPattern.REQUEST_RESPONSE, {
    Arguments: {
      TopicArn: '${TopicArn}',
      Subject: jsonata("'ML pipeline: ' & ($Failure.Error ? $Failure.Error : 'model deployed')"),
      Message: jsonata(`($Failure.Error ? $Failure.Cause : $Deployment.EndpointName & ' serves ' & $Deployment.ModelName)
        & '. Execution: ' & $states.context.Execution.Id`),
    },
    Retry: callRetry,
    Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Ended' }],
    Next: 'Ended',
  }),

  Ended: choice({
    Choices: [{ Condition: jsonata('$exists($Failure.Error)'), Next: 'PipelineFailed' }],
    Default: 'Done',
  }),

  Done: succeed({ Output: jsonata(output) }),

  PipelineFailed: fail({ Error: jsonata('$Failure.Error'), Cause: jsonata('$Failure.Cause') }),
};
