import { LogFile } from '@stepmaker/sagemaker-jobs/container';
import { AwsError } from '../../core/aws-error.ts';
import type { Caller } from '../../core/caller.ts';
import { errorMessage } from '../../core/error-text.ts';
import type { Runtime } from '../../core/runtime.ts';

/** Destination of a container's output in CloudWatch Logs, and its caller. */
export interface LogDestination {
  readonly caller: Caller;
  readonly region: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
}

/** Milliseconds during which lines are gathered before they are sent. */
const BATCH_MILLIS = 200;
/** CloudWatch Logs takes at most 10,000 events and 1,048,576 bytes a call, each event counting 26 bytes more than its text. */
const BATCH_EVENTS = 10_000;
const BATCH_BYTES = 1_000_000;
const EVENT_OVERHEAD_BYTES = 26;

interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}

/**
 * Brings a container's log into CloudWatch Logs line by line, in batches. As in AWS a role that may not write logs loses them without
 * failing the job; a warning is logged once.
 */
export class JobLog {
  readonly #runtime: Runtime;
  readonly #destination: LogDestination;
  readonly #onSent: (offset: number) => void;
  #offset = 0;
  #file: LogFile | undefined;
  #events: LogEvent[] = [];
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> = Promise.resolve();
  #streamExists = false;
  #refused = false;
  /** The last lines, for failure reasons. */
  readonly #tail: string[] = [];

  /** `onSent` receives the byte of the followed file up to which all lines are in CloudWatch Logs. */
  constructor(runtime: Runtime, destination: LogDestination, onSent: (offset: number) => void) {
    this.#runtime = runtime;
    this.#destination = destination;
    this.#onSent = onSent;
  }

  /** Follows a run's log from a byte on. `onLine` receives each line. */
  follow(runDirectory: string, offset: number, onLine: (line: string) => void): void {
    this.#offset = offset;
    this.#file = LogFile.follow(runDirectory, offset, (line, end) => {
      this.#offset = end;
      this.write(line);
      onLine(line);
    });
  }

  /** Adds a line that the runner itself has to say. */
  write(line: string): void {
    if (line.trim() === '') return;
    this.#tail.push(line);
    if (this.#tail.length > 20) this.#tail.shift();
    this.#events.push({ timestamp: this.#runtime.clock.now(), message: line });
    this.#bytes += Buffer.byteLength(line) + EVENT_OVERHEAD_BYTES;
    if (this.#events.length >= BATCH_EVENTS || this.#bytes >= BATCH_BYTES) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), BATCH_MILLIS).unref();
  }

  /** The last lines that were written. */
  get tail(): readonly string[] {
    return this.#tail;
  }

  /** Reads what is left and waits until all of it has been sent. */
  async close(): Promise<void> {
    this.#file?.close();
    this.#file = undefined;
    this.#flush();
    await this.#sending;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const events = this.#events;
    if (events.length === 0) return;
    this.#events = [];
    this.#bytes = 0;
    const offset = this.#offset;
    this.#sending = this.#sending.then(() => this.#send(events)).then(() => this.#onSent(offset));
  }

  async #send(logEvents: readonly LogEvent[]): Promise<void> {
    if (this.#refused) return;
    const { logGroupName, logStreamName } = this.#destination;
    try {
      if (!this.#streamExists) await this.#makeStream();
      this.#streamExists = true;
      await this.#call('PutLogEvents', { logGroupName, logStreamName, logEvents });
    } catch (error) {
      this.#refused = true;
      this.#runtime.log('warn', `No logs in ${logGroupName} ${logStreamName}: ${errorMessage(error)}`);
    }
  }

  /** As SageMaker's agent does, with the four permissions that AWS's page of execution roles names: looks first, then makes what is missing. */
  async #makeStream(): Promise<void> {
    const { logGroupName, logStreamName } = this.#destination;
    try {
      const found = (await this.#call('DescribeLogStreams', { logGroupName, logStreamNamePrefix: logStreamName })) as {
        readonly logStreams?: readonly { readonly logStreamName?: string }[];
      };
      if (found.logStreams?.some((stream) => stream.logStreamName === logStreamName) === true) return;
    } catch (error) {
      if (!(error instanceof AwsError && error.code === 'ResourceNotFoundException')) throw error;
      await this.#callUnlessExists('CreateLogGroup', { logGroupName });
    }
    await this.#callUnlessExists('CreateLogStream', { logGroupName, logStreamName });
  }

  async #callUnlessExists(operation: string, input: object): Promise<void> {
    try {
      await this.#call(operation, input);
    } catch (error) {
      if (!(error instanceof AwsError && error.code === 'ResourceAlreadyExistsException')) throw error;
    }
  }

  #call(operation: string, input: object): Promise<unknown> {
    const { caller, region } = this.#destination;
    return this.#runtime.aws.call('logs', operation, input, { caller, region });
  }
}
