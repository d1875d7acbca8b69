import { choice } from '../../language/choice.ts';
import { fail } from '../../language/fail.ts';
import { jsonata } from '../../language/jsonata.ts';
import { pass } from '../../language/pass.ts';
import type { States } from '../../language/state-machine.ts';
import { endpointInstanceTypeHere } from '../default-instance-type.ts';
import { pipelineInputRules } from '../pipeline-input.ts';
import { PipelineErrorName } from '../pipeline-output.ts';
import { EXECUTION_TAG_KEY, STACK_TAG_KEY } from '../run-time-tags.ts';
import { inputIssues } from '../shared/input-issues.ts';
import { defineName } from '../shared/run-names.ts';

/** An expression for the run's id, the starts of its names, the place of its data and its tags. */
const run = `(
  ${defineName}
  $in := $states.input;
  $id := $name($states.context.Execution.Name, 'run');
  {
    'Id': $id,
    'Preprocess': $name($in.PreprocessingJobName, 'preprocess'),
    'Train': $name($in.TrainingJobName, 'train'),
    'Evaluate': $name('evaluate ' & $in.TrainingJobName),
    'Model': $name($in.ModelName, 'model'),
    'Config': $name($in.EndpointConfigName, 'config'),
    'Data': 's3://\${BucketName}/processed-data/' & $id,
    'Tags': [{'Key': '${STACK_TAG_KEY}', 'Value': '\${StackName}'}, {'Key': '${EXECUTION_TAG_KEY}', 'Value': $id}]
  }
)`;

const settings = `$merge([
  {
    'DatasetUri': 's3://\${BucketName}/raw-data/',
    'EndpointName': '\${EndpointName}' ? '\${EndpointName}' : $states.context.StateMachine.Name,
    'ModelPerformanceThreshold': $number('\${ModelPerformanceThreshold}'),
    'Seed': 42,
    'MaxRuntimeInSeconds': 3600,
    'TrainingInstanceType': '\${TrainingInstanceType}',
    'EndpointInstanceType': '\${EndpointInstanceType}' ? '\${EndpointInstanceType}' : ${endpointInstanceTypeHere},
    'UseSpotTraining': false
  },
  $sift($states.input, function($v) { $v != null })
])`;

/** The first phase: rejects an invalid input before anything is paid for, then settles names, settings and variables. */
export const begin: States = {
  ValidateInput: pass({ Assign: { Issues: jsonata(inputIssues(pipelineInputRules)) }, Next: 'InputIsValid' }),

  InputIsValid: choice({ Choices: [{ Condition: jsonata("$Issues = ''"), Next: 'Prepare' }], Default: 'InvalidInput' }),

  InvalidInput: fail({ Error: PipelineErrorName.INVALID_INPUT, Cause: jsonata('$Issues') }),

  Prepare: pass({
    Assign: {
      Run: jsonata(run),
      In: jsonata(settings),
      // The number of times that a job was run again after waiting for capacity.
      Rerun: 0,
      // The output of the deployment.
      Deployment: {},
      // The first failure: `Error` and `Cause`.
      Failure: {},
    },
    Next: 'Preprocess',
  }),
};
