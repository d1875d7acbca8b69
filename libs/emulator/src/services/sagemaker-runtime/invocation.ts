import type { IncomingHttpHeaders } from 'node:http';
import { type ContainerRequest, type ContainerResponse, ContainerTimeoutError } from '@stepmaker/sagemaker-jobs/container';
import { arn } from '../../core/arn.ts';
import { AwsError } from '../../core/aws-error.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Call } from '../../core/service.ts';
import { endpointRouterOf, type VariantServer } from '../sagemaker/port.ts';

/** A container has a minute to answer. */
export const INVOCATION_TIMEOUT_MILLIS = 60_000;
/** Milliseconds that an invocation waits for a model server that is being restarted. */
const RESTART_WAIT_MILLIS = 60_000;
const NOTHING = new Uint8Array();

/** Placeholder response for a container that did not answer. */
export const NO_ANSWER: ContainerResponse = { status: 0, headers: {}, body: Buffer.alloc(0) };

/** Common part of the operations that invoke. */
interface InvocationInput {
  readonly EndpointName: string;
  readonly TargetVariant?: string | undefined;
  readonly ContentType?: string | undefined;
  readonly Accept?: string | undefined;
  readonly CustomAttributes?: string | undefined;
  readonly InferenceId?: string | undefined;
  readonly Body?: unknown;
}

/** The variant that answers, and its request. */
interface Invocation {
  readonly server: VariantServer;
  ask<Response extends { readonly status: number }>(
    send: (request: ContainerRequest) => Promise<Response>,
    timeoutMillis: number,
    noAnswer: Response,
  ): Promise<Response>;
}

/** Chooses the variant. @throws AwsError when the endpoint or variant does not exist */
export function invocation(runtime: Runtime, input: InvocationInput, call: Call): Invocation {
  const router = endpointRouterOf(runtime);
  const endpointName = input.EndpointName;
  if (!router.has(call.region, endpointName))
    throw validationError(`Endpoint ${endpointName} of account ${call.account} not found.`);
  const server = router.pick(call.region, endpointName, input.TargetVariant, Math.random());
  if (server === undefined)
    throw validationError(`Variant ${input.TargetVariant} of endpoint ${endpointName} of account ${call.account} not found.`);
  return {
    server,
    async ask(send, timeoutMillis, noAnswer) {
      const begun = performance.now();
      const measured = (status: number): void =>
        measure(runtime, call, [endpointName, server.variantName], status, performance.now() - begun);
      try {
        const port = await within(server.port(), RESTART_WAIT_MILLIS);
        const body = input.Body === undefined ? NOTHING : (input.Body as Uint8Array);
        const response = await send({ port, headers: containerHeaders(input), body, timeoutMillis, signal: call.signal });
        measured(response.status);
        return response;
      } catch (error) {
        measured(0);
        if (!(error instanceof ContainerTimeoutError)) return noAnswer;
        throw modelError({ ...NO_ANSWER, body: Buffer.from(TIMED_OUT) }, endpointName, call);
      }
    },
  };
}

const TIMED_OUT =
  'Your invocation timed out while waiting for a response from container primary. Review the latency metrics for each container in Amazon CloudWatch, resolve the issue, and try again.';

function containerHeaders({ ContentType, Accept, CustomAttributes, InferenceId }: InvocationInput): Record<string, string> {
  return {
    'content-type': ContentType ?? 'application/octet-stream',
    'user-agent': 'AHC/2.0',
    ...(Accept !== undefined && { accept: Accept }),
    ...(CustomAttributes !== undefined && { 'x-amzn-sagemaker-custom-attributes': CustomAttributes }),
    ...(InferenceId !== undefined && { 'x-amzn-sagemaker-inference-id': InferenceId }),
  };
}

/** Headers of the container beside its answer. */
export function customAttributes(headers: IncomingHttpHeaders): string | undefined {
  return headers['x-amzn-sagemaker-custom-attributes'] as string | undefined;
}

/**
 * Publishes the metrics of an invocation.
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
export function modelError({ status, body }: ContainerResponse, endpointName: string, call: Call): AwsError {
  const { region, account } = call;
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
      LogStreamArn: arn('logs', call, `log-group:${group}`),
    },
  });
}

function validationError(message: string): AwsError {
  return new AwsError({ code: 'ValidationError', message });
}

function within<T>(promise: Promise<T>, millis: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the model server did not come up')), millis);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
