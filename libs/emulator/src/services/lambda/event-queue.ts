import { AwsError } from '../../core/aws-error.ts';
import { rootCaller } from '../../core/caller.ts';
import type { Call } from '../../core/service.ts';
import { type Delivery, DeliveryQueue } from '../../delivery/delivery-queue.ts';
import { sendToDestination, sendToTarget } from './destination.ts';
import type { EventInvocation } from './event-invocation.ts';
import { functionArn } from './function-name.ts';
import type { EventInvokeConfigRecord, VersionRecord } from './function-store.ts';
import type { Functions } from './functions.ts';
import type { InvocationResult } from './invocation.ts';

const DEFAULT_RETRIES = 2;
const DEFAULT_MAXIMUM_AGE_SECONDS = 21_600;
/** Lambda waits a minute before the first retry and two before the second. */
const RETRY_AFTER_MILLIS = [60_000, 120_000];

/** Result of one attempt, with the version and configuration that it used. */
export interface Attempt {
  readonly version: VersionRecord;
  readonly config: EventInvokeConfigRecord | undefined;
  /** Undefined where the function was throttled. */
  readonly result: InvocationResult | undefined;
}

/** A failed attempt: the function failed, or was throttled. */
class AttemptFailure extends Error {
  override readonly name = 'AttemptFailure';
  readonly attempt: Attempt;

  constructor(attempt: Attempt) {
    super(attempt.result?.payload ?? 'throttled');
    this.attempt = attempt;
  }
}

/** The queue of asynchronous invocations. */
export type EventQueue = DeliveryQueue<EventInvocation, Attempt | undefined>;

/**
 * Opens the queue of asynchronous invocations: each is stored before it is accepted, so the function is invoked at least once even where
 * the server is killed in between. A failed invocation is tried again; in the end a record goes to a destination or a dead-letter topic.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export function createEventQueue(functions: Functions): EventQueue {
  const { runtime, store, invocations } = functions;
  const configOf = ({ region, functionName, qualifier }: EventInvocation): EventInvokeConfigRecord | undefined =>
    store.eventInvokeConfigs.get(`${region}/${functionName}/${qualifier}`);

  return new DeliveryQueue<EventInvocation, Attempt | undefined>(runtime, {
    collection: 'lambda.event',
    restore,
    send: async (event) => {
      const call = callOf(event, functions);
      const config = configOf(event);
      let found: ReturnType<Functions['find']>;
      try {
        found = functions.find(event.functionName, event.qualifier, call);
      } catch {
        // The function was deleted: its events are dropped.
        return undefined;
      }
      const { version, record } = found;
      const arn = functionArn(call, event.functionName, event.qualifier === '$LATEST' ? undefined : event.qualifier);
      let result: InvocationResult;
      try {
        result = await invocations.invoke(version, { ...event, functionArn: arn }, record.reservedConcurrency);
      } catch (error) {
        throw error instanceof AwsError ? new AttemptFailure({ version, config, result: undefined }) : error;
      }
      if (result.functionError !== undefined) throw new AttemptFailure({ version, config, result });
      return { version, config, result };
    },
    sent: async (event, attempt, { failures }) => {
      if (attempt === undefined) return;
      const outcome = { ...attempt, condition: 'Success', invokeCount: failures + 1 } as const;
      await sendToDestination(runtime, attempt.config?.onSuccess, event, outcome);
    },
    retries: (event) => {
      const { maximumRetryAttempts = DEFAULT_RETRIES, maximumEventAgeInSeconds = DEFAULT_MAXIMUM_AGE_SECONDS } =
        configOf(event) ?? {};
      return { attempts: maximumRetryAttempts, ageMillis: maximumEventAgeInSeconds * 1000 };
    },
    failureKind: (error) => {
      if (!(error instanceof AttemptFailure)) return 'kept';
      return error.attempt.result === undefined ? 'uncounted' : 'counted';
    },
    backoff: (failures) => RETRY_AFTER_MILLIS[Math.min(failures, RETRY_AFTER_MILLIS.length) - 1] as number,
    giveUp: async (event, error, { failures }) => {
      const { message, attempt } = error as AttemptFailure;
      const { version, config, result } = attempt;
      runtime.log('warn', `lambda: ${event.functionName} failed for good on an asynchronous call: ${message}`);
      const invokeCount = result === undefined ? failures + 1 : failures;
      const isExhausted = result !== undefined && failures > (config?.maximumRetryAttempts ?? DEFAULT_RETRIES);
      const condition = isExhausted ? 'RetriesExhausted' : 'EventAgeExceeded';
      const outcome = { ...attempt, condition, invokeCount } as const;
      await sendToDestination(runtime, config?.onFailure, event, outcome);
      await sendToTarget(runtime, version.deadLetterTargetArn, event.payload, event, version);
    },
  });
}

/** Reads a record; the first versions of the server stored the invocation and its times side by side. */
function restore(id: string, stored: unknown): Delivery<EventInvocation> {
  const record = stored as Delivery<EventInvocation> | FlatRecord;
  if ('message' in record) return record;
  const { acceptedAtMillis: acceptedAt, dueAtMillis: dueAt, failures, ...message } = record;
  return { id, message, acceptedAt, dueAt, failures };
}

interface FlatRecord extends EventInvocation {
  readonly acceptedAtMillis: number;
  readonly dueAtMillis: number;
  readonly failures: number;
}

function callOf({ region, requestId }: EventInvocation, { runtime }: Functions): Call {
  const { account, partition } = runtime;
  const caller = rootCaller({ account, partition });
  return { service: 'lambda', operation: 'Invoke', caller, account, region, partition, requestId, signal: NEVER };
}

const NEVER: AbortSignal = new AbortController().signal;
