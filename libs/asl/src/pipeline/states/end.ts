import { IntegrationPattern, integrationTask } from '../../integrations/integration.ts';
import { snsPublish } from '../../integrations/sns-publish.ts';
import { fail } from '../../language/fail.ts';
import { jsonata } from '../../language/jsonata.ts';
import { succeed } from '../../language/succeed.ts';
import { callRetry } from './errors.ts';

/** The ends: a message to the topic, which may fail without consequence, then the output or the first cause. */
export const end = {
  NotifySuccess: integrationTask(snsPublish, IntegrationPattern.REQUEST_RESPONSE, {
    Arguments: {
      TopicArn: '${TopicArn}',
      Subject: 'ML pipeline: model deployed',
      Message:
        jsonata(`'The endpoint ' & $Settings.EndpointName & ' serves the model ' & $ModelName & ' (' & $Verdict.Metric & ' = '
        & $Verdict.Value & '). Execution: ' & $states.context.Execution.Id`),
    },
    Retry: callRetry,
    Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Done' }],
    Next: 'Done',
  }),

  Done: succeed({
    Output: {
      EndpointName: jsonata('$Settings.EndpointName'),
      EndpointAction: jsonata("$FormerConfig = '' ? 'CREATED' : 'UPDATED'"),
      EndpointConfigName: jsonata('$EndpointConfigName'),
      ModelName: jsonata('$ModelName'),
      ModelDataUrl: jsonata('$ModelDataUrl'),
      PreprocessingJobName: jsonata('$PreprocessingJobName'),
      TrainingJobName: jsonata('$TrainingJobName'),
      EvaluationJobName: jsonata('$EvaluationJobName'),
      RunId: jsonata('$Run.Id'),
      EvaluationUri: jsonata("'s3://${BucketName}/evaluation/' & $Run.Id & '/'"),
      Verdict: jsonata('$Verdict'),
      SmokeTestPrediction: jsonata('$Prediction'),
    },
  }),

  NotifyFailure: integrationTask(snsPublish, IntegrationPattern.REQUEST_RESPONSE, {
    Arguments: {
      TopicArn: '${TopicArn}',
      Subject: jsonata("'ML pipeline: ' & $Failure.Error"),
      Message: jsonata("$Failure.Cause & ' Execution: ' & $states.context.Execution.Id"),
    },
    Retry: callRetry,
    Catch: [{ ErrorEquals: ['States.ALL'], Next: 'PipelineFailed' }],
    Next: 'PipelineFailed',
  }),

  PipelineFailed: fail({ Error: jsonata('$Failure.Error'), Cause: jsonata('$Failure.Cause') }),
} as const;
