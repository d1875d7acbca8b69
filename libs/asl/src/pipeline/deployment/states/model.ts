import { createEndpointConfig } from '../../../integrations/create-endpoint-config.ts';
import { createModel } from '../../../integrations/create-model.ts';
import { IntegrationPattern, integrationTask } from '../../../integrations/integration.ts';
import { type JsonataExpression, jsonata } from '../../../language/jsonata.ts';
import type { States } from '../../../language/state-machine.ts';
import { callRetry } from '../../shared/retries.ts';
import { catchAll } from './failure.ts';

/** The name as given for the first attempt; redrives and retries add their numbers, so that no attempt uses a name twice. */
function attemptName(member: 'ModelName' | 'EndpointConfigName'): JsonataExpression {
  return jsonata(`(
    $redrives := $states.context.Execution.RedriveCount;
    $retries := $states.context.State.RetryCount;
    $In.${member} & ($redrives > 0 or $retries > 0 ? '-' & $redrives & '-' & $retries : '')
  )`);
}

/** Creates the model and the endpoint configuration that says on which instances it is served. */
export const model: States = {
  CreateModel: integrationTask(createModel, IntegrationPattern.REQUEST_RESPONSE, {
    Arguments: {
      ModelName: attemptName('ModelName'),
      ExecutionRoleArn: '${SageMakerRoleArn}',
      PrimaryContainer: {
        Image: '${ImageUri}',
        ModelDataUrl: jsonata('$In.ModelDataUrl'),
        Environment: {
          SAGEMAKER_PROGRAM: 'inference.py',
          SAGEMAKER_SUBMIT_DIRECTORY: '/opt/ml/model/code',
          // Before it serves, the container installs the code directory as a package. These make that work without a package index.
          PIP_NO_BUILD_ISOLATION: 'false',
          PIP_BREAK_SYSTEM_PACKAGES: '1',
          PYTHONPATH: '/opt/ml/model/code',
        },
      },
      EnableNetworkIsolation: jsonata("'${EnableNetworkIsolation}' = 'true'"),
      Tags: jsonata('$In.Tags'),
    },
    Retry: callRetry,
    Catch: catchAll('Explain'),
    // Not by the ARN in the result, which SageMaker writes in lower case.
    Assign: { Model: attemptName('ModelName') },
    Next: 'CreateEndpointConfig',
  }),

  CreateEndpointConfig: integrationTask(createEndpointConfig, IntegrationPattern.REQUEST_RESPONSE, {
    Arguments: {
      EndpointConfigName: attemptName('EndpointConfigName'),
      ProductionVariants: [
        {
          VariantName: 'AllTraffic',
          ModelName: jsonata('$Model'),
          InitialInstanceCount: 1,
          InstanceType: jsonata('$In.EndpointInstanceType'),
        },
      ],
      Tags: jsonata('$In.Tags'),
    },
    Retry: callRetry,
    Catch: catchAll('Explain'),
    Assign: { Config: attemptName('EndpointConfigName') },
    Next: 'FindEndpoint',
  }),
};
