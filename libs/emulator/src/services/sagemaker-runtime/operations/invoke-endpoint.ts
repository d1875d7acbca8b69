import type { InvokeEndpointInput, InvokeEndpointOutput } from '@aws-sdk/client-sagemaker-runtime';
import { AwsError, notServed } from '../../../core/aws-error.ts';
import type { Runtime } from '../../../core/runtime.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { recordKey } from '../../sagemaker/arn.ts';
import { endpointRouterOf, type VariantServer } from '../../sagemaker/endpoint-router.ts';
import { type ContainerClient, type ContainerResponse, ContainerTimeoutError } from '../container-client.ts';

/** A container has a minute to answer. */
const INVOCATION_TIMEOUT_MILLIS = 60_000;
/** How long an invocation waits for a model server that is being started again, in milliseconds. */
const RESTART_WAIT_MILLIS = 60_000;
const NOTHING = new Uint8Array();

/**
 * InvokeEndpoint: brings the body to a variant's container and its answer back.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html
 */
export function createInvokeEndpoint(
  runtime: Runtime,
  containers: ContainerClient,
): OperationHandler<InvokeEndpointInput, InvokeEndpointOutput> {
  const router = endpointRouterOf(runtime);

  return async (input, call) => {
    refuseWhatIsNotServed(input);
    const endpointName = input.EndpointName ?? '';
    const key = recordKey(call.region, endpointName);
    if (!router.has(key)) throw validationError(`Endpoint ${endpointName} of account ${call.account} not found.`);
    const server = router.pick(key, input.TargetVariant, Math.random());
    if (server === undefined) {
      throw validationError(`Variant ${input.TargetVariant} of endpoint ${endpointName} of account ${call.account} not found.`);
    }
    const end = server.begin();
    const begun = performance.now();
    try {
      const response = await invoke(containers, server, input, call);
      measure(runtime, call, [endpointName, server.variantName], response.status, performance.now() - begun);
      if (response.status < 200 || response.status > 299) throw modelError(response, endpointName, call);
      const contentType = response.headers['content-type'];
      const attributes = response.headers['x-amzn-sagemaker-custom-attributes'];
      return {
        Body: response.body as unknown as NonNullable<InvokeEndpointOutput['Body']>,
        ContentType: contentType,
        InvokedProductionVariant: server.variantName,
        CustomAttributes: Array.isArray(attributes) ? attributes[0] : attributes,
      };
    } finally {
      end();
    }
  };
}

async function invoke(
  containers: ContainerClient,
  server: VariantServer,
  input: InvokeEndpointInput,
  call: Call,
): Promise<ContainerResponse> {
  const { ContentType, Accept, CustomAttributes, InferenceId, Body } = input;
  const headers: Record<string, string> = { 'content-type': ContentType ?? 'application/octet-stream', 'user-agent': 'AHC/2.0' };
  if (Accept !== undefined) headers['accept'] = Accept;
  if (CustomAttributes !== undefined) headers['x-amzn-sagemaker-custom-attributes'] = CustomAttributes;
  if (InferenceId !== undefined) headers['x-amzn-sagemaker-inference-id'] = InferenceId;
  try {
    return await containers.invoke({
      port: await within(server.port(), RESTART_WAIT_MILLIS),
      headers,
      body: Body === undefined ? NOTHING : (Body as Uint8Array),
      timeoutMillis: INVOCATION_TIMEOUT_MILLIS,
      signal: call.signal,
    });
  } catch (error) {
    const body = Buffer.from(
      error instanceof ContainerTimeoutError
        ? 'Your invocation timed out while waiting for a response from container primary. Review the latency metrics for each container in Amazon CloudWatch, resolve the issue, and try again.'
        : '',
    );
    return { status: 0, headers: {}, body };
  }
}

/**
 * Tells CloudWatch of an invocation.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
 */
function measure(
  { metrics }: Runtime,
  { region }: Call,
  [endpointName, variantName]: readonly [string, string],
  status: number,
  millis: number,
): void {
  const dimensions = [
    ['EndpointName', endpointName],
    ['VariantName', variantName],
  ] as const;
  const add = (name: string, value: number, unit: string): void =>
    metrics.add(region, 'AWS/SageMaker', name, dimensions, value, unit);
  const isServerError = status >= 500 || status === 0;
  const isClientError = status >= 400 && status < 500;
  add('Invocations', 1, 'None');
  add('InvocationsPerInstance', 1, 'None');
  add('Invocation4XXErrors', isClientError ? 1 : 0, 'None');
  add('Invocation5XXErrors', isServerError ? 1 : 0, 'None');
  add('InvocationModelErrors', isServerError || isClientError ? 1 : 0, 'None');
  add('ModelLatency', millis * 1000, 'Microseconds');
}

/** AWS's sentences for what a container answered; status 0 stands for no answer. */
function modelError({ status, body }: ContainerResponse, endpointName: string, { region, account, partition }: Call): AwsError {
  const group = `/aws/sagemaker/Endpoints/${endpointName}`;
  const text = body.toString('utf8');
  const console = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#logEventViewer:group=${group}`;
  const whose = status >= 500 || status === 0 ? 'server' : 'client';
  return new AwsError({
    code: 'ModelError',
    httpStatus: 424,
    message: `Received ${whose} error (${status}) from primary with message "${text}". See ${console} in account ${account} for more information.`,
    members: {
      OriginalStatusCode: status,
      OriginalMessage: text,
      LogStreamArn: `arn:${partition}:logs:${region}:${account}:log-group:${group}`,
    },
  });
}

function validationError(message: string): AwsError {
  return new AwsError({ code: 'ValidationError', message });
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

function within<T>(promise: Promise<T>, millis: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the model server did not come up')), millis);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
