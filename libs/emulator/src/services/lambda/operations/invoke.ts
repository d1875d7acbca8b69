import type { InvocationRequest, InvocationResponse } from '@aws-sdk/client-lambda';
import { jsonFault } from '@stepmaker/asl';
import { AwsError, notServed } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { eventKey } from '../event-invocation.ts';
import type { EventQueue } from '../event-queue.ts';
import { functionArn } from '../function-name.ts';
import type { Functions } from '../functions.ts';
import { MAXIMUM_PAYLOAD_BYTES } from '../invocation.ts';

/** Asynchronous requests hold a megabyte. */
const MAXIMUM_EVENT_BYTES = 1_048_576;

/**
 * Invokes a function: synchronously, or asynchronously through the event queue.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function invoke(
  functions: Functions,
  queue: EventQueue,
): OperationHandler<Given<InvocationRequest, 'FunctionName'>, InvocationResponse> {
  return async (input, call) => {
    const { reference, record, version } = functions.find(input.FunctionName, input.Qualifier, call);
    if (input.DurableExecutionName !== undefined) throw notServed('The Lambda setting DurableExecutionName');
    if (input.InvocationType === 'DryRun') return { StatusCode: 204 };
    const isEvent = input.InvocationType === 'Event';
    const payload = readPayload(input.Payload, isEvent ? MAXIMUM_EVENT_BYTES : MAXIMUM_PAYLOAD_BYTES);

    if (isEvent) {
      const event = {
        region: reference.region,
        functionName: reference.name,
        qualifier: reference.qualifier ?? '$LATEST',
        requestId: call.requestId,
        payload,
        ...(input.ClientContext === undefined ? {} : { clientContext: input.ClientContext }),
      };
      queue.add(event, eventKey(event));
      return { StatusCode: 202, Payload: NO_PAYLOAD as NonNullable<InvocationResponse['Payload']> };
    }

    const request = {
      requestId: call.requestId,
      payload,
      functionArn: functionArn(call, reference.name, reference.qualifier),
      clientContext: input.ClientContext,
    };
    const result = await functions.invocations.invoke(version, request, record.reservedConcurrency);
    return {
      StatusCode: 200,
      ExecutedVersion: version.version,
      Payload: Buffer.from(result.payload) as unknown as NonNullable<InvocationResponse['Payload']>,
      ...(result.functionError ? { FunctionError: result.functionError } : {}),
      ...(input.LogType === 'Tail' ? { LogResult: result.logTail } : {}),
    };
  };
}

const NO_PAYLOAD: unknown = new Uint8Array();

/** The event as JSON text. No payload is an empty object. */
function readPayload(payload: Uint8Array | undefined, limitBytes: number): string {
  if (!payload || payload.byteLength === 0) return '{}';
  if (payload.byteLength > limitBytes) {
    throw new AwsError({
      code: 'RequestTooLargeException',
      message: `Request must be smaller than ${limitBytes} bytes for the InvokeFunction operation`,
      httpStatus: 413,
      members: { Type: 'User' },
    });
  }
  const text = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString();
  const fault = jsonFault(text, 'byte[]');
  if (fault === undefined) return text;
  throw new AwsError({
    code: 'InvalidRequestContentException',
    message: `Could not parse request body into json: Could not parse payload into json: ${fault.message}`,
    members: { Type: 'User' },
  });
}
