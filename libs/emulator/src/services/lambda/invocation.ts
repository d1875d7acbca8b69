import { randomBytes } from 'node:crypto';
import { AwsError } from '../../core/aws-error.ts';
import type { ServiceMetrics } from '../../core/service-metrics.ts';
import type { EnvironmentPool, WarmEnvironment } from './environment-pool.ts';
import type { EnvironmentOutcome } from './execution-environment.ts';
import type { VersionRecord } from './function-store.ts';

/** One call of a function. */
export interface InvocationRequest {
  readonly requestId: string;
  /** JSON text */
  readonly payload: string;
  /** The ARN as it was called, with the qualifier where one was given. */
  readonly functionArn: string;
  readonly clientContext?: string | undefined;
}

/** Response to the caller of a function. */
export interface InvocationResult {
  /** JSON text: the handler's result or the error's shape. */
  readonly payload: string;
  /** Set where the function failed. */
  readonly functionError?: 'Unhandled';
  /** The last 4 KB of the call's log, base64. */
  readonly logTail: string;
}

/** Synchronous requests and answers hold this much. @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const MAXIMUM_PAYLOAD_BYTES = 6_291_456;
const MAXIMUM_RESPONSE_BYTES = 6_291_556;

/** Calls versions of functions, within the concurrency that each function has reserved. */
export class Invocations {
  readonly #pool: EnvironmentPool;
  readonly #metrics: ServiceMetrics;
  readonly #running = new Map<string, number>();

  constructor(pool: EnvironmentPool, metrics: ServiceMetrics) {
    this.#pool = pool;
    this.#metrics = metrics;
  }

  /**
   * Runs a function once.
   *
   * @param reservedConcurrency how many calls of the function may run at once; undefined: as many as come
   * @throws AwsError `TooManyRequestsException` beyond that; what goes wrong inside the function is a result
   */
  async invoke(
    version: VersionRecord,
    request: InvocationRequest,
    reservedConcurrency: number | undefined,
  ): Promise<InvocationResult> {
    const key = `${version.region}/${version.name}`;
    const running = this.#running.get(key) ?? 0;
    if (reservedConcurrency !== undefined && running >= reservedConcurrency) {
      this.#count(version, 'Throttles', 1);
      throw throttled();
    }
    this.#running.set(key, running + 1);
    try {
      const { millis, ...result } = await this.#pool.use(version, (warm, isCold) => runOnce(version, request, warm, isCold));
      this.#count(version, 'Invocations', 1);
      this.#count(version, 'Errors', result.functionError === undefined ? 0 : 1);
      this.#count(version, 'Duration', millis, 'Milliseconds');
      this.#count(version, 'ConcurrentExecutions', running + 1);
      return result;
    } finally {
      const left = (this.#running.get(key) as number) - 1;
      if (left === 0) this.#running.delete(key);
      else this.#running.set(key, left);
    }
  }

  /** @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
  #count({ region, name }: VersionRecord, metric: string, value: number, unit?: string): void {
    this.#metrics.add(region, 'AWS/Lambda', metric, [['FunctionName', name]], value, unit);
  }
}

async function runOnce(
  version: VersionRecord,
  { requestId, payload, functionArn, clientContext }: InvocationRequest,
  { environment, log }: WarmEnvironment,
  isCold: boolean,
): Promise<InvocationResult & { readonly millis: number }> {
  log.begin();
  if (isCold) log.append(`INIT_START Runtime Version: ${version.runtime}`);
  log.append(`START RequestId: ${requestId} Version: ${version.version}`);
  const { outcome, millis } = await environment.invoke({ requestId, payload, functionArn, clientContext, traceId: traceId() });
  const initMillis = environment.takeInitMillis();
  const failure = failurePayload(outcome, requestId, version.timeoutSeconds);
  if (outcome.type === 'timeout') {
    log.append(`${new Date().toISOString()} ${requestId} Task timed out after ${version.timeoutSeconds.toFixed(2)} seconds`);
  } else if (outcome.type === 'exit' && failure) {
    log.append(`RequestId: ${requestId} Error: ${exitMessage(outcome.reason)}\nRuntime.ExitError`);
  }
  log.append(`END RequestId: ${requestId}`);
  log.append(reportLine(version, requestId, millis, initMillis, outcome));
  const logTail = log.tail();
  if (failure) return { payload: failure, functionError: 'Unhandled', logTail, millis };
  return { payload: (outcome as { readonly payload: string }).payload, logTail, millis };
}

/** Error of the function, as AWS returns it; undefined after a success. */
function failurePayload(outcome: EnvironmentOutcome, requestId: string, timeoutSeconds: number): string | undefined {
  switch (outcome.type) {
    case 'error':
      return outcome.payload;
    case 'timeout':
      return JSON.stringify({
        errorType: 'Sandbox.Timedout',
        errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
      });
    case 'exit':
      return JSON.stringify({
        errorType: 'Runtime.ExitError',
        errorMessage: `RequestId: ${requestId} Error: ${exitMessage(outcome.reason)}`,
      });
    case 'result': {
      const size = Buffer.byteLength(outcome.payload);
      if (size <= MAXIMUM_RESPONSE_BYTES) return undefined;
      return JSON.stringify({
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: `Response payload size exceeded maximum allowed payload size (${MAXIMUM_RESPONSE_BYTES} bytes).`,
      });
    }
  }
}

function exitMessage(reason: string | undefined): string {
  return reason === undefined ? 'Runtime exited without providing a reason' : `Runtime exited with error: ${reason}`;
}

function reportLine(
  version: VersionRecord,
  requestId: string,
  millis: number,
  initMillis: number | undefined,
  outcome: EnvironmentOutcome,
): string {
  const memory = 'memoryMegabytes' in outcome ? outcome.memoryMegabytes : version.memoryMegabytes;
  const parts = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${millis.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(millis + (initMillis ?? 0))} ms`,
    `Memory Size: ${version.memoryMegabytes} MB`,
    `Max Memory Used: ${memory} MB`,
    ...(initMillis === undefined ? [] : [`Init Duration: ${initMillis.toFixed(2)} ms`]),
    ...(outcome.type === 'timeout' ? ['Status: timeout'] : []),
    ...(outcome.type === 'exit' ? ['Status: error', 'Error Type: Runtime.ExitError'] : []),
  ];
  return `${parts.join('\t')}\t`;
}

function traceId(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString('hex')};Parent=${randomBytes(8).toString('hex')};Sampled=0`;
}

function throttled(): AwsError {
  return new AwsError({
    code: 'TooManyRequestsException',
    message: 'Rate Exceeded.',
    httpStatus: 429,
    members: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded', Type: 'User' },
  });
}
