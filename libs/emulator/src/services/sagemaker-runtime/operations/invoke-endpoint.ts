import type { InvokeEndpointInput, InvokeEndpointOutput } from '@aws-sdk/client-sagemaker-runtime';
import type { ContainerClient } from '@stepmaker/sagemaker-jobs/container';
import { notServed } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { Runtime } from '../../../core/runtime.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { customAttributes, INVOCATION_TIMEOUT_MILLIS, invocation, modelError, NO_ANSWER } from '../invocation.ts';

/**
 * InvokeEndpoint: brings the body to a variant's container and its answer back.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html
 */
export function createInvokeEndpoint(
  runtime: Runtime,
  containers: ContainerClient,
): OperationHandler<Given<InvokeEndpointInput, 'EndpointName'>, InvokeEndpointOutput> {
  return async (input, call) => {
    refuseWhatIsNotServed(input);
    const { server, ask } = invocation(runtime, input, call);
    const end = server.begin();
    try {
      const response = await ask((request) => containers.invoke(request), INVOCATION_TIMEOUT_MILLIS, NO_ANSWER);
      if (response.status < 200 || response.status > 299) throw modelError(response, input.EndpointName, call);
      return {
        Body: response.body as unknown as NonNullable<InvokeEndpointOutput['Body']>,
        ContentType: response.headers['content-type'],
        InvokedProductionVariant: server.variantName,
        CustomAttributes: customAttributes(response.headers),
      };
    } finally {
      end();
    }
  };
}

function refuseWhatIsNotServed({
  TargetModel,
  TargetContainerHostname,
  InferenceComponentName,
  EnableExplanations,
  SessionId,
}: InvokeEndpointInput): void {
  const asked = { TargetModel, TargetContainerHostname, InferenceComponentName, EnableExplanations, SessionId };
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) throw notServed(`InvokeEndpoint with ${name}`);
}
