import { choice } from '../../language/choice.ts';
import { fail } from '../../language/fail.ts';
import { jsonata } from '../../language/jsonata.ts';
import { pass } from '../../language/pass.ts';
import type { States } from '../../language/state-machine.ts';
import { PipelineErrorName } from '../pipeline-output.ts';
import { EXECUTION_TAG_KEY, STACK_TAG_KEY } from '../run-time-tags.ts';
import { inputIssues } from './input-issues.ts';

/**
 * A number out of the execution's ARN and start, in base 36: at most 9 characters. Written out because `$hash` is not everywhere where
 * this machine runs.
 */
const executionHash = `$formatBase($reduce(
  $split($lowercase($states.context.Execution.Id & $states.context.Execution.StartTime), ''),
  function($h, $c) { ($h * 131 + $length($substringBefore('abcdefghijklmnopqrstuvwxyz0123456789', $c))) % 35184372088777 }, 7), 36)`;

/**
 * The run's id, the beginnings of its names, its data's place and its tags. Names are what SageMaker takes: at most 40 characters of a
 * text, a hyphen for all that is refused, and the hash; 50 in all.
 */
const run = `(
  $end := '-' & ${executionHash};
  $name := function($given, $default) {
    $replace($trim($substring($trim($replace($given ? $given : $default, /[^a-zA-Z0-9]+/, ' ')), 0, 40)), ' ', '-') & $end
  };
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
    'EndpointInstanceType': '\${EndpointInstanceType}',
    'UseSpotTraining': false
  },
  $sift($states.input, function($v) { $v != null })
])`;

/** The first phase: refuses a bad input before anything is paid for, then settles names, settings and variables. */
export const begin: States = {
  ValidateInput: pass({ Assign: { Issues: jsonata(inputIssues) }, Next: 'InputIsValid' }),

  InputIsValid: choice({ Choices: [{ Condition: jsonata("$Issues = ''"), Next: 'Prepare' }], Default: 'InvalidInput' }),

  InvalidInput: fail({ Error: PipelineErrorName.INVALID_INPUT, Cause: jsonata('$Issues') }),

  Prepare: pass({
    Assign: {
      Run: jsonata(run),
      In: jsonata(settings),
      // What is being done: the word for it in errors.
      Step: 'Preprocessing',
      // How often a job was run again for want of capacity.
      Rerun: 0,
      // What was made by now.
      Model: '',
      Config: '',
      // How far the deployment is: see the endpoint's states.
      Stage: 'FIND',
      Former: '',
      // Seconds: of the next wait, and of all so far.
      Pause: 1,
      Waited: 0,
      // The first failure.
      Failure: {},
    },
    Next: 'Preprocess',
  }),
};
