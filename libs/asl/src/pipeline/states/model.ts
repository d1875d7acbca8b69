import { createEndpointConfig } from '../../integrations/create-endpoint-config.ts';
import { createModel } from '../../integrations/create-model.ts';
import { IntegrationPattern, integrationTask } from '../../integrations/integration.ts';
import { jsonata } from '../../language/jsonata.ts';
import type { States } from '../../language/state-machine.ts';
import { callRetry, catchAll } from './errors.ts';
import { attemptName } from './names.ts';

/** Makes the model and the configuration that says on what it is served. */
export const model: States = {
  CreateModel: integrationTask(createModel, IntegrationPattern.REQUEST_RESPONSE, {
    Arguments: {
      ModelName: attemptName('Model'),
      ExecutionRoleArn: '${SageMakerRoleArn}',
      PrimaryContainer: {
        Image: '${ImageUri}',
        ModelDataUrl: jsonata('$ModelDataUrl'),
        Environment: { SAGEMAKER_PROGRAM: 'inference.py', SAGEMAKER_SUBMIT_DIRECTORY: '/opt/ml/model/code' },
      },
      EnableNetworkIsolation: jsonata("'${EnableNetworkIsolation}' = 'true'"),
      Tags: jsonata('$Run.Tags'),
    },
    Retry: callRetry,
    Catch: catchAll('Explain'),
    // Not by the ARN in the result, which SageMaker writes in lower case.
    Assign: { Model: attemptName('Model') },
    Next: 'CreateEndpointConfig',
  }),

  CreateEndpointConfig: integrationTask(createEndpointConfig, IntegrationPattern.REQUEST_RESPONSE, {
    Arguments: {
      EndpointConfigName: attemptName('Config'),
      ProductionVariants: [
        {
          VariantName: 'AllTraffic',
          ModelName: jsonata('$Model'),
          InitialInstanceCount: 1,
          InstanceType: jsonata('$In.EndpointInstanceType'),
        },
      ],
      Tags: jsonata('$Run.Tags'),
    },
    Retry: callRetry,
    Catch: catchAll('Explain'),
    Assign: { Config: attemptName('Config') },
    Next: 'FindEndpoint',
  }),
};
