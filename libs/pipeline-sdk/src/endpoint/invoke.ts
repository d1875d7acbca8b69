import type { InvokeEndpointCommandOutput } from '@aws-sdk/client-sagemaker-runtime';
import { sagemakerRuntime } from '../core/aws-packages.ts';
import type { LazyClients } from '../core/lazy-clients.ts';
import type { CallOptions } from '../execution/pipeline-execution.ts';
import { type RetryOptions, withRetries } from './retry.ts';

/** Options of one call. */
export interface InvokeOptions extends CallOptions {
  /** The production variant to ask. @default - chosen by the variants' weights */
  readonly targetVariant?: string;
}

/** A request, and the wanted answer. */
export interface InvokeBodyOptions extends InvokeOptions {
  /** @default 'application/json' */
  readonly contentType?: string;
  /** @default - the content type */
  readonly accept?: string;
  /** Passed to the container in a header. */
  readonly customAttributes?: string;
}

/** Response of a container. */
export interface InvokeResponse {
  readonly body: Uint8Array;
  /** The body as text. */
  text(): string;
  readonly contentType: string;
  readonly invokedProductionVariant: string;
}

/** Streamed response of a container. */
export interface InvokeStreamResponse {
  readonly body: AsyncIterable<Uint8Array>;
  readonly contentType: string;
  readonly invokedProductionVariant: string;
}

/** InvokeEndpoint, and nothing beside it. */
export async function invoke(
  clients: LazyClients,
  endpointName: string,
  body: string | Uint8Array,
  options: InvokeBodyOptions,
  retry: RetryOptions | undefined,
): Promise<InvokeEndpointCommandOutput> {
  const { client, module } = await clients.get(sagemakerRuntime);
  const input = request(endpointName, body, options);
  return withRetries((sending) => client.send(new module.InvokeEndpointCommand(input), sending), options, retry);
}

/** InvokeEndpointWithResponseStream; its retries end where the answer begins. */
export async function invokeStream(
  clients: LazyClients,
  endpointName: string,
  body: string | Uint8Array,
  options: InvokeBodyOptions,
  retry: RetryOptions | undefined,
): Promise<InvokeStreamResponse> {
  const { client, module } = await clients.get(sagemakerRuntime);
  const input = request(endpointName, body, options);
  const answer = await withRetries(
    (sending) => client.send(new module.InvokeEndpointWithResponseStreamCommand(input), sending),
    options,
    retry,
  );
  return {
    contentType: answer.ContentType ?? '',
    invokedProductionVariant: answer.InvokedProductionVariant ?? '',
    body: parts(answer.Body ?? emptyStream(), options.signal),
  };
}

async function* parts(
  events: AsyncIterable<{ readonly PayloadPart?: { readonly Bytes?: Uint8Array | undefined } | undefined }>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, void> {
  try {
    for await (const { PayloadPart } of events) if (PayloadPart?.Bytes) yield PayloadPart.Bytes;
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw error;
  }
}

async function* emptyStream(): AsyncGenerator<object, void, void> {}

function request(
  endpointName: string,
  body: string | Uint8Array,
  { contentType = 'application/json', accept = contentType, targetVariant, customAttributes }: InvokeBodyOptions,
): {
  EndpointName: string;
  Body: Uint8Array;
  ContentType: string;
  Accept: string;
  TargetVariant?: string;
  CustomAttributes?: string;
} {
  return {
    EndpointName: endpointName,
    Body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
    ContentType: contentType,
    Accept: accept,
    ...(targetVariant !== undefined && { TargetVariant: targetVariant }),
    ...(customAttributes !== undefined && { CustomAttributes: customAttributes }),
  };
}
