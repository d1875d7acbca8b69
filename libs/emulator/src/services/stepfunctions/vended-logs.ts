import { randomBytes } from 'node:crypto';
import type { HistoryEvent } from '@stepmaker/asl-interpreter';
import { type ParsedArn, parseArn } from '../../core/arn.ts';
import type { Caller } from '../../core/caller.ts';
import { rootCaller } from '../../core/caller.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Execution } from './execution.ts';
import type { Revision } from './state-machine.ts';

const FATAL = /^Execution(Aborted|Failed|TimedOut)$/;
const ERROR = /(Aborted|Failed|TimedOut)$|^FailStateEntered$/;

/** Details that hold the data of an execution, left out of logs unless `includeExecutionData`. */
const DATA = new Set(['input', 'output', 'parameters', 'assignedVariables']);

interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}

interface LogTarget {
  readonly logGroupName: string;
  readonly region: string;
  readonly machineName: string;
}

/**
 * Sends the events of executions to CloudWatch Logs, as far as a state machine's logging configuration asks for them.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
 */
export class VendedLogs {
  readonly #runtime: Runtime;
  readonly #pending = new Map<string, { readonly target: LogTarget; readonly events: LogEvent[] }>();
  /** The log stream of each state machine in this process. */
  readonly #streams = new Map<string, Promise<string | undefined>>();
  #scheduled = false;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  /** Queues what a turn wrote; it is delivered soon after. */
  write(revision: Revision, execution: Execution, events: readonly HistoryEvent[]): void {
    const { level, includeExecutionData = false, destinations } = revision.loggingConfiguration;
    const group = destinations?.[0]?.cloudWatchLogsLogGroup?.logGroupArn;
    if (level === undefined || level === 'OFF' || group === undefined) return;
    const wanted = level === 'ALL' ? events : events.filter(({ type }) => (level === 'ERROR' ? ERROR : FATAL).test(type));
    if (wanted.length === 0) return;
    const { region, resource } = parseArn(group) as ParsedArn;
    const [, logGroupName = ''] = resource.split(':');
    const key = `${region} ${logGroupName} ${revision.name}`;
    let batch = this.#pending.get(key);
    if (batch === undefined) {
      batch = { target: { logGroupName, region, machineName: revision.name }, events: [] };
      this.#pending.set(key, batch);
    }
    for (const event of wanted) batch.events.push(logEventOf(event, execution, includeExecutionData));
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.flush());
  }

  /** Delivers what is queued. */
  flush(): void {
    this.#scheduled = false;
    const batches = [...this.#pending];
    this.#pending.clear();
    for (const [key, { target, events }] of batches) {
      this.#deliver(key, target, events).catch((error: unknown) => {
        this.#streams.delete(key);
        this.#runtime.log('debug', `logs of ${target.machineName} were not delivered: ${(error as Error).message}`);
      });
    }
  }

  async #deliver(key: string, target: LogTarget, events: readonly LogEvent[]): Promise<void> {
    const { logGroupName, region } = target;
    let stream = this.#streams.get(key);
    if (stream === undefined) {
      stream = this.#createStream(target);
      this.#streams.set(key, stream);
    }
    const logStreamName = await stream;
    for (let from = 0; from < events.length; from += 1000) {
      const logEvents = events.slice(from, from + 1000);
      const input = { logGroupName, logStreamName, logEvents };
      await this.#runtime.aws.call('logs', 'PutLogEvents', input, { caller: this.#deliveryService(), region });
    }
  }

  async #createStream({ logGroupName, region, machineName }: LogTarget): Promise<string> {
    const minute = new Date(this.#runtime.clock.now()).toISOString().slice(0, 16).replace(/[T:]/g, '-');
    const logStreamName = `states/${machineName}/${minute}/${randomBytes(4).toString('hex')}`;
    const options = { caller: this.#deliveryService(), region };
    await this.#runtime.aws.call('logs', 'CreateLogStream', { logGroupName, logStreamName }, options);
    return logStreamName;
  }

  /** Log delivery acts for the account that owns the log group. */
  #deliveryService(): Caller {
    const { account, partition } = this.#runtime;
    return rootCaller({ account, partition });
  }
}

function logEventOf(event: HistoryEvent, execution: Execution, includeExecutionData: boolean): LogEvent {
  const { id, type, timestamp, previousEventId } = event;
  const given = Object.entries(event).find(([name]) => name.endsWith('EventDetails'))?.[1] as object | undefined;
  const details: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given ?? {})) {
    if (DATA.has(name) && !includeExecutionData) continue;
    details[name] = value;
    if (name === 'input' || name === 'output') details[`${name}Details`] = { truncated: false };
  }
  return {
    timestamp,
    message: JSON.stringify({
      id: String(id),
      type,
      details,
      previous_event_id: String(previousEventId),
      event_timestamp: String(timestamp),
      execution_arn: execution.arn,
      redrive_count: String(execution.redriveCount),
    }),
  };
}
