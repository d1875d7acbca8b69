import { AwsError } from '../../core/aws-error.ts';
import type { Timer } from '../../core/clock.ts';
import type { Call } from '../../core/service.ts';
import { functionArn } from './function-name.ts';
import type { EventRecord, VersionRecord } from './function-store.ts';
import type { Functions } from './functions.ts';
import type { InvocationResult } from './invocation.ts';

const DEFAULT_RETRIES = 2;
const DEFAULT_MAXIMUM_AGE_SECONDS = 21_600;
/** Lambda waits a minute before the first retry and two before the second. */
const RETRY_AFTER_MILLIS = [60_000, 120_000];

/**
 * Asynchronous calls: journaled before they are accepted, so each is made at least once even when the server is killed in between;
 * tried again when the function fails; handed to a destination or a dead-letter topic in the end.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export class EventQueue {
  readonly #functions: Functions;
  readonly #timers = new Map<string, Timer>();
  readonly #running = new Set<Promise<void>>();
  #stopped = false;

  constructor(functions: Functions) {
    this.#functions = functions;
  }

  /** Accepts a call. */
  add(event: EventRecord): void {
    const key = eventKey(event);
    this.#functions.store.events.put(key, event);
    this.#schedule(key, event);
  }

  /** Takes up the calls that an earlier server had accepted. */
  start(): void {
    for (const { key, value } of this.#functions.store.events.list()) this.#schedule(key, value);
  }

  /** Lets go of all calls; those not finished stay in the journal. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers.values()) timer.cancel();
    await Promise.allSettled(this.#running);
  }

  #schedule(key: string, event: EventRecord): void {
    const { clock } = this.#functions.runtime;
    if (event.dueAtMillis > clock.now()) {
      this.#timers.set(
        key,
        clock.setTimer(event.dueAtMillis, () => this.#begin(key, event)),
      );
    } else {
      this.#begin(key, event);
    }
  }

  #begin(key: string, event: EventRecord): void {
    this.#timers.delete(key);
    const attempt = this.#attempt(key, event).catch((error: unknown) => {
      this.#functions.runtime.log('error', `lambda: an asynchronous call of ${event.functionName} was lost: ${String(error)}`);
    });
    this.#running.add(attempt);
    void attempt.finally(() => this.#running.delete(attempt));
  }

  async #attempt(key: string, event: EventRecord): Promise<void> {
    const { store, runtime, invocations } = this.#functions;
    const base = `${event.region}/${event.functionName}`;
    const config = store.eventInvokeConfigs.get(`${base}/${event.qualifier}`);
    let found: ReturnType<Functions['find']>;
    try {
      found = this.#functions.find(event.functionName, event.qualifier, this.#call(event));
    } catch {
      store.events.delete(key);
      return;
    }
    const arn = functionArn(this.#call(event), event.functionName, event.qualifier === '$LATEST' ? undefined : event.qualifier);
    let result: InvocationResult | undefined;
    try {
      result = await invocations.invoke(found.version, { ...event, functionArn: arn }, found.record.reservedConcurrency);
    } catch (error) {
      if (this.#stopped) return;
      if (!(error instanceof AwsError)) throw error;
    }
    if (this.#stopped && result?.functionError) return;

    const maximumAge = (config?.maximumEventAgeInSeconds ?? DEFAULT_MAXIMUM_AGE_SECONDS) * 1000;
    if (result && !result.functionError) {
      store.events.delete(key);
      await this.#tell(config?.onSuccess, event, found.version, result, 'Success');
      return;
    }
    const failures = event.failures + 1;
    const dueAtMillis = runtime.clock.now() + (RETRY_AFTER_MILLIS[Math.min(event.failures, 1)] ?? 0);
    const retries = config?.maximumRetryAttempts ?? DEFAULT_RETRIES;
    const isLast = (result !== undefined && failures > retries) || dueAtMillis - event.acceptedAtMillis > maximumAge;
    if (!isLast) {
      const next = { ...event, failures: result ? failures : event.failures, dueAtMillis };
      store.events.put(key, next);
      this.#schedule(key, next);
      return;
    }
    store.events.delete(key);
    runtime.log(
      'warn',
      `lambda: ${event.functionName} failed for good on an asynchronous call: ${result?.payload ?? 'throttled'}`,
    );
    await this.#tell(config?.onFailure, { ...event, failures }, found.version, result, 'RetriesExhausted');
    await this.#publish(found.version.deadLetterTargetArn, event.payload, event, found.version);
  }

  /** Sends the record of a finished call to its destination. */
  async #tell(
    destination: string | undefined,
    event: EventRecord,
    version: VersionRecord,
    result: InvocationResult | undefined,
    condition: 'Success' | 'RetriesExhausted',
  ): Promise<void> {
    if (destination === undefined) return;
    const record = {
      version: '1.0',
      timestamp: new Date(this.#functions.runtime.clock.now()).toISOString(),
      requestContext: {
        requestId: event.requestId,
        functionArn: functionArn(this.#call(event), event.functionName, event.qualifier),
        condition,
        approximateInvokeCount: condition === 'Success' ? event.failures + 1 : event.failures,
      },
      requestPayload: JSON.parse(event.payload) as unknown,
      responseContext: {
        statusCode: 200,
        executedVersion: version.version,
        ...(result?.functionError ? { functionError: result.functionError } : {}),
      },
      responsePayload: result ? (JSON.parse(result.payload) as unknown) : null,
    };
    await this.#publish(destination, JSON.stringify(record), event, version);
  }

  async #publish(target: string | undefined, message: string, event: EventRecord, version: VersionRecord): Promise<void> {
    if (target === undefined) return;
    const { aws, log } = this.#functions.runtime;
    try {
      const caller = aws.assumeRole(version.role, version.name, 'lambda.amazonaws.com');
      const options = { caller, region: event.region };
      if (target.includes(':sns:')) await aws.call('sns', 'Publish', { TopicArn: target, Message: message }, options);
      else {
        const input = { FunctionName: target, InvocationType: 'Event', Payload: Buffer.from(message) };
        await aws.call('lambda', 'Invoke', input, options);
      }
    } catch (error) {
      log('warn', `lambda: ${target} did not get the record of a call of ${version.name}: ${(error as Error).message}`);
    }
  }

  #call(event: EventRecord): Call {
    const { account, partition } = this.#functions.runtime;
    return {
      service: 'lambda',
      operation: 'Invoke',
      caller: { type: 'root', account, arn: `arn:${partition}:iam::${account}:root` },
      account,
      region: event.region,
      partition,
      requestId: event.requestId,
      signal: NEVER,
    };
  }
}

const NEVER: AbortSignal = new AbortController().signal;

function eventKey({ region, functionName, requestId }: EventRecord): string {
  return `${region}/${functionName}/${requestId}`;
}
