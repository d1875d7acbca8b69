import { IntegrationPattern, integrationTask } from '../../integrations/integration.ts';
import { lambdaInvoke } from '../../integrations/lambda-invoke.ts';
import { choice } from '../../language/choice.ts';
import { jsonata } from '../../language/jsonata.ts';
import type { States } from '../../language/state-machine.ts';
import { PipelineErrorName } from '../pipeline-output.ts';
import { callRetry, catchAll } from './errors.ts';

/** Judges the model. A rejected one is not deployed: the endpoint that serves goes on serving. */
export const qualityGate: States = {
  QualityGate: integrationTask(lambdaInvoke, IntegrationPattern.REQUEST_RESPONSE, {
    Arguments: {
      FunctionName: '${EvaluatorFunctionArn}',
      Payload: {
        Bucket: '${BucketName}',
        EvaluationKey: jsonata("'evaluation/' & $Run.Id & '/evaluation.json'"),
        VerdictKey: jsonata("'evaluation/' & $Run.Id & '/verdict.json'"),
        Metric: 'r2',
        Threshold: jsonata('$In.ModelPerformanceThreshold'),
      },
    },
    Retry: callRetry,
    Catch: catchAll('Explain'),
    Assign: { Verdict: jsonata('$states.result.Payload') },
    Output: jsonata('$states.result.Payload'),
    Next: 'ModelIsGoodEnough',
  }),

  ModelIsGoodEnough: choice({
    Choices: [{ Condition: jsonata("$Verdict.Decision = 'APPROVED'"), Assign: { Step: 'Deployment' }, Next: 'CreateModel' }],
    Default: 'Notify',
    Assign: {
      Failure: {
        Error: PipelineErrorName.QUALITY_GATE_FAILED,
        Cause: jsonata(`'The model was rejected: ' & $Verdict.Metric & ' is ' & $Verdict.Value & ', the threshold is '
          & $Verdict.Threshold & '. ' & $join($Verdict.Reasons, ' ')`),
      },
    },
  }),
};
