import { IntegrationPattern, integrationTask } from '../../integrations/integration.ts';
import { s3GetObject } from '../../integrations/s3-get-object.ts';
import { startExecution } from '../../integrations/start-execution.ts';
import { jsonata } from '../../language/jsonata.ts';
import { pass } from '../../language/pass.ts';
import type { States } from '../../language/state-machine.ts';
import { PipelineErrorName } from '../pipeline-output.ts';
import { EXECUTION_TAG_KEY } from '../run-time-tags.ts';
import { catchAs, reasonOf, unescaped } from '../shared/failure.ts';
import { callRetry, executionRetry } from '../shared/retries.ts';
import { deploymentName } from './names.ts';

/**
 * An expression for the failure of the deployment: the nested execution's own error and cause, which the task's cause quotes as JSON; else why
 * it did not start, or how it ended.
 */
const failure = `(
  $error := $match($states.input.Cause, /"Error":\\s*"([^\\\\"]+)"/, 1).groups[0];
  $why := $match($states.input.Cause, /"Cause":\\s*"((?:[^\\\\"]|\\\\.)+)"/, 1).groups[0];
  $status := $match($states.input.Cause, /"Status":\\s*"(\\w+)"/, 1).groups[0];
  {
    'Error': $error ? $error : '${PipelineErrorName.DEPLOYMENT_FAILED}',
    'Cause': $why ? ${unescaped('$why')} :
      'Deployment: ' & ($status ? 'the deployment execution ended as ' & $status : ${reasonOf('$states.input.Cause')})
  }
)`;

/** Deploys the approved model by the deployment machine, which also checks it and, where it fails, rolls back. */
export const deploy: States = {
  ReadSchema: integrationTask(s3GetObject, IntegrationPattern.REQUEST_RESPONSE, {
    Arguments: { Bucket: '${BucketName}', Key: jsonata("'processed-data/' & $Run.Id & '/test/schema.json'") },
    Retry: callRetry,
    Catch: catchAs('Deployment', 'Explain'),
    // Every feature is unknown in the request, which the model accepts, so that it fits any data.
    Output: jsonata("{'instances': [$merge($parse($states.result.Body).features.{name: null})]}"),
    Next: 'Deploy',
  }),

  Deploy: integrationTask(startExecution, IntegrationPattern.RUN_EXECUTION, {
    Arguments: {
      StateMachineArn: '${DeploymentStateMachineArn}',
      Name: deploymentName('Id'),
      Input: {
        ModelDataUrl: jsonata('$ModelDataUrl'),
        EndpointName: jsonata('$In.EndpointName'),
        EndpointInstanceType: jsonata('$In.EndpointInstanceType'),
        ModelName: deploymentName('Model'),
        EndpointConfigName: deploymentName('Config'),
        Tags: [{ Key: EXECUTION_TAG_KEY, Value: jsonata('$Run.Id') }],
        SmokeTestRequest: jsonata('$states.input'),
        // Links the nested execution to this one in the console.
        AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: jsonata('$states.context.Execution.Id'),
      },
    },
    Retry: executionRetry,
    Catch: [{ ErrorEquals: ['States.ALL'], Next: 'DeployFailed' }],
    Assign: { Deployment: jsonata('$states.result.Output') },
    Next: 'Notify',
  }),

  DeployFailed: pass({ Assign: { Failure: jsonata(failure) }, Next: 'Notify' }),
};
