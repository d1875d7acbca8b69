import { buffer } from 'node:stream/consumers';
import type {
  InvokeEndpointWithResponseStreamInput,
  InvokeEndpointWithResponseStreamOutput,
} from '@aws-sdk/client-sagemaker-runtime';
import type { ContainerClient } from '@stepmaker/sagemaker-jobs/container';
import { AwsError, notServed } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { Runtime } from '../../../core/runtime.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { customAttributes, invocation, modelError, NO_ANSWER } from '../invocation.ts';

/** Time limit of a container's streamed answer. */
const STREAM_TIMEOUT_MILLIS = 480_000;

/**
 * InvokeEndpointWithResponseStream: brings the container's answer back in the parts in which it is written.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpointWithResponseStream.html
 */
export function createInvokeEndpointWithResponseStream(
  runtime: Runtime,
  containers: ContainerClient,
): OperationHandler<Given<InvokeEndpointWithResponseStreamInput, 'EndpointName'>, InvokeEndpointWithResponseStreamOutput> {
  return async (input, call) => {
    refuseWhatIsNotServed(input);
    const { server, ask } = invocation(runtime, input, call);
    const end = server.begin();
    try {
      const noAnswer = { ...NO_ANSWER, body: (async function* () {})() };
      const response = await ask((request) => containers.stream(request), STREAM_TIMEOUT_MILLIS, noAnswer);
      if (response.status < 200 || response.status > 299)
        throw modelError({ ...response, body: await buffer(response.body) }, input.EndpointName, call);
      return {
        Body: payloadParts(response.body, end),
        ContentType: response.headers['content-type'],
        InvokedProductionVariant: server.variantName,
        CustomAttributes: customAttributes(response.headers),
      };
    } catch (error) {
      end();
      throw error;
    }
  };
}

async function* payloadParts(
  body: AsyncIterable<Buffer>,
  end: () => void,
): AsyncGenerator<{ readonly PayloadPart: { readonly Bytes: Uint8Array } }> {
  try {
    for await (const Bytes of body) yield { PayloadPart: { Bytes } };
  } catch {
    throw new AwsError({
      code: 'ModelStreamError',
      message: 'The model container closed the connection before its response was complete.',
      members: { ErrorCode: 'StreamBroken' },
    });
  } finally {
    end();
  }
}

function refuseWhatIsNotServed(input: InvokeEndpointWithResponseStreamInput): void {
  const { TargetContainerHostname, InferenceComponentName, SessionId } = input;
  const asked = { TargetContainerHostname, InferenceComponentName, SessionId };
  for (const [name, value] of Object.entries(asked))
    if (value !== undefined) throw notServed(`InvokeEndpointWithResponseStream with ${name}`);
}
