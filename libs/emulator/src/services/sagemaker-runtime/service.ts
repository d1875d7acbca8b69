import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { ContainerClient } from './container-client.ts';
import { createInvokeEndpoint } from './operations/invoke-endpoint.ts';

/** Amazon SageMaker Runtime: requests to the model servers of endpoints. */
export function createSageMakerRuntimeService(runtime: Runtime): Service {
  const containers = new ContainerClient();
  return {
    id: 'sagemaker-runtime',
    operations: { InvokeEndpoint: createInvokeEndpoint(runtime, containers) },
    stop: () => containers.close(),
  };
}
