import { choice } from '../../../language/choice.ts';
import { fail } from '../../../language/fail.ts';
import { jsonata } from '../../../language/jsonata.ts';
import { pass } from '../../../language/pass.ts';
import type { States } from '../../../language/state-machine.ts';
import { EXECUTION_TAG_KEY, STACK_TAG_KEY } from '../../run-time-tags.ts';
import { inputIssues } from '../../shared/input-issues.ts';
import { defineName } from '../../shared/run-names.ts';
import { deploymentInputRules } from '../deployment-input.ts';
import { DeploymentErrorName } from '../deployment-output.ts';

/** An expression for the settings: the input, with a name for what has none, and tags among which the stack's always is. */
const settings = `(
  ${defineName}
  $in := $sift($states.input, function($v) { $v != null });
  $tags := $exists($in.Tags) ? $in.Tags[Key != '${STACK_TAG_KEY}'] :
    {'Key': '${EXECUTION_TAG_KEY}', 'Value': $name($states.context.Execution.Name, 'deployment')};
  $merge([{'ModelName': $name('', 'model'), 'EndpointConfigName': $name('', 'config')}, $in, {
    'Tags': $append([{'Key': '${STACK_TAG_KEY}', 'Value': '\${StackName}'}], $tags)
  }])
)`;

/** The first phase: rejects an invalid input before anything is made, then settles names and variables. */
export const begin: States = {
  ValidateInput: pass({ Assign: { Issues: jsonata(inputIssues(deploymentInputRules)) }, Next: 'InputIsValid' }),

  InputIsValid: choice({ Choices: [{ Condition: jsonata("$Issues = ''"), Next: 'Prepare' }], Default: 'InvalidInput' }),

  InvalidInput: fail({ Error: DeploymentErrorName.INVALID_INPUT, Cause: jsonata('$Issues') }),

  Prepare: pass({
    Assign: {
      In: jsonata(settings),
      // What is being done: the first part of the error name.
      Step: 'Deployment',
      // What was made so far.
      Model: '',
      Config: '',
      // Whether the endpoint may have been changed.
      Changed: false,
      // The configuration that was served before.
      Former: '',
      // Seconds spent waiting in this phase.
      Waited: 0,
      Prediction: null,
      // The first failure: `Error` and `Cause`.
      Failure: {},
    },
    Next: 'CreateModel',
  }),
};
