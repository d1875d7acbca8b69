import type { Runtime } from '../../core/runtime.ts';
import type { EventInvocation } from './event-invocation.ts';
import { functionArn } from './function-name.ts';
import type { VersionRecord } from './function-store.ts';
import type { InvocationResult } from './invocation.ts';

/** Result of an asynchronous invocation. */
export interface EventOutcome {
  readonly version: VersionRecord;
  /** Undefined where the function was throttled to the end. */
  readonly result: InvocationResult | undefined;
  readonly condition: 'Success' | 'RetriesExhausted' | 'EventAgeExceeded';
  readonly invokeCount: number;
}

/**
 * Sends the record of a finished asynchronous invocation to its destination, if it has one.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export async function sendToDestination(
  runtime: Runtime,
  destination: string | undefined,
  event: EventInvocation,
  { version, result, condition, invokeCount }: EventOutcome,
): Promise<void> {
  if (destination === undefined) return;
  const { account, partition } = runtime;
  const record = {
    version: '1.0',
    timestamp: new Date(runtime.clock.now()).toISOString(),
    requestContext: {
      requestId: event.requestId,
      functionArn: functionArn({ partition, region: event.region, account }, event.functionName, event.qualifier),
      condition,
      approximateInvokeCount: invokeCount,
    },
    requestPayload: JSON.parse(event.payload) as unknown,
    responseContext: {
      statusCode: 200,
      executedVersion: version.version,
      ...(result?.functionError ? { functionError: result.functionError } : {}),
    },
    responsePayload: result ? (JSON.parse(result.payload) as unknown) : null,
  };
  await sendToTarget(runtime, destination, JSON.stringify(record), event, version);
}

/** Sends a text to a topic or a function, if there is one, with the role of the invoked version. A failure is only logged. */
export async function sendToTarget(
  { aws, log }: Runtime,
  target: string | undefined,
  message: string,
  { region }: EventInvocation,
  version: VersionRecord,
): Promise<void> {
  if (target === undefined) return;
  try {
    const options = { caller: aws.assumeRole(version.role, version.name, 'lambda.amazonaws.com'), region };
    if (target.includes(':sns:')) await aws.call('sns', 'Publish', { TopicArn: target, Message: message }, options);
    else {
      const input = { FunctionName: target, InvocationType: 'Event', Payload: Buffer.from(message) };
      await aws.call('lambda', 'Invoke', input, options);
    }
  } catch (error) {
    log('warn', `lambda: ${target} did not get the record of a call of ${version.name}: ${(error as Error).message}`);
  }
}
