import { AwsError } from '../../core/aws-error.ts';
import type { Caller } from '../../core/caller.ts';
import { errorMessage } from '../../core/error-text.ts';
import type { Runtime } from '../../core/runtime.ts';

/** Log of one execution environment. */
export interface LogDestination {
  readonly region: string;
  readonly logGroup: string;
  readonly logStream: string;
  /** The session of the function's role: what it may not write is lost, as on AWS. */
  readonly caller: Caller;
}

/** Maximum size of a call's log in the answer with `LogType: Tail`. */
const TAIL_BYTES = 4096;
const FLUSH_AFTER_MILLIS = 500;
/** Lambda cuts longer lines. */
const MAXIMUM_EVENT_BYTES = 262_118;

/** The log of one execution environment: kept for the call's tail, delivered to CloudWatch Logs in order. */
export class FunctionLog {
  readonly #runtime: Runtime;
  readonly #destination: LogDestination;
  #events: { readonly timestamp: number; readonly message: string }[] = [];
  #call: string[] = [];
  #delivery: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #streamExists = false;

  constructor(runtime: Runtime, destination: LogDestination) {
    this.#runtime = runtime;
    this.#destination = destination;
  }

  /** Begins the log of a call. */
  begin(): void {
    this.#call = [];
  }

  /** Adds an event. */
  append(message: string): void {
    this.#call.push(message);
    if (message === '') return;
    const text = message.length > MAXIMUM_EVENT_BYTES ? message.slice(0, MAXIMUM_EVENT_BYTES) : message;
    this.#events.push({ timestamp: this.#runtime.clock.now(), message: `${text}\n` });
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MILLIS).unref();
  }

  /** The end of the log of the current call, base64. */
  tail(): string {
    const text = Buffer.from(this.#call.map((line) => `${line}\n`).join(''));
    return text.subarray(Math.max(0, text.length - TAIL_BYTES)).toString('base64');
  }

  /** Hands over what has been written so far. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const events = this.#events;
    this.#events = [];
    if (events.length > 0) this.#delivery = this.#delivery.then(() => this.#deliver(events));
    return this.#delivery;
  }

  async #deliver(logEvents: readonly object[]): Promise<void> {
    const { logGroup, logStream, region, caller } = this.#destination;
    const target = { logGroupName: logGroup, logStreamName: logStream };
    try {
      if (!this.#streamExists) await this.#createStream(target);
      this.#streamExists = true;
      await this.#runtime.aws.call('logs', 'PutLogEvents', { ...target, logEvents }, { caller, region });
    } catch (error) {
      this.#runtime.log('debug', `lambda: ${logGroup} was not written: ${errorMessage(error)}`);
    }
  }

  async #createStream(target: { readonly logGroupName: string; readonly logStreamName: string }): Promise<void> {
    const { region, caller } = this.#destination;
    try {
      await this.#runtime.aws.call('logs', 'CreateLogStream', target, { caller, region });
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'ResourceNotFoundException') throw error;
      const { logGroupName } = target;
      await this.#runtime.aws.call('logs', 'CreateLogGroup', { logGroupName }, { caller, region }).catch((conflict: unknown) => {
        if (!(conflict instanceof AwsError) || conflict.code !== 'ResourceAlreadyExistsException') throw conflict;
      });
      await this.#runtime.aws.call('logs', 'CreateLogStream', target, { caller, region });
    }
  }
}
