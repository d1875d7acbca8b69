import { IntegrationPattern, integrationTask } from '../../integrations/integration.ts';
import { lambdaInvoke } from '../../integrations/lambda-invoke.ts';
import { choice } from '../../language/choice.ts';
import { jsonata } from '../../language/jsonata.ts';
import type { States } from '../../language/state-machine.ts';
import { PipelineErrorName } from '../pipeline-output.ts';
import { catchAs } from '../shared/failure.ts';
import { callRetry } from '../shared/retries.ts';

/** Judges the model. A rejected model is not deployed: the current model stays in service. */
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
    Catch: catchAs('QualityGateLambda', 'Explain'),
    Assign: { Verdict: jsonata('$states.result.Payload') },
    Output: jsonata('$states.result.Payload'),
    Next: 'ModelIsGoodEnough',
  }),

  ModelIsGoodEnough: choice({
    Choices: [{ Condition: jsonata("$Verdict.Decision = 'APPROVED'"), Next: 'ReadSchema' }],
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
