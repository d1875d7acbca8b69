import { ContainerClient } from '@stepmaker/sagemaker-jobs/container';
import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { ResourceTags } from '../sagemaker/port.ts';
import { createInvokeEndpoint } from './operations/invoke-endpoint.ts';
import { createInvokeEndpointWithResponseStream } from './operations/invoke-endpoint-with-response-stream.ts';

/** Amazon SageMaker Runtime: requests to the model servers of endpoints. */
export function createSageMakerRuntimeService(runtime: Runtime): Service {
  const containers = new ContainerClient();
  const tags = new ResourceTags(runtime.store);
  return {
    id: 'sagemaker-runtime',
    resourceTags: (arn) => tags.list(arn),
    operations: {
      InvokeEndpoint: createInvokeEndpoint(runtime, containers),
      InvokeEndpointWithResponseStream: createInvokeEndpointWithResponseStream(runtime, containers),
    },
    stop: () => containers.close(),
  };
}
