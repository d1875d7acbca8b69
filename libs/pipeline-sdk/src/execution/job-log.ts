import type { FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import { cloudwatchLogs } from '../core/aws-packages.ts';
import type { Send } from '../core/call.ts';
import type { LazyClients } from '../core/lazy-clients.ts';
import { retryThrottled } from '../core/retry-throttled.ts';
import type { SageMakerJob } from './pipeline-event.ts';

const LOG_GROUPS = { ProcessingJob: '/aws/sagemaker/ProcessingJobs', TrainingJob: '/aws/sagemaker/TrainingJobs' } as const;

/** A line of a job's log. */
export interface LogLine {
  readonly timestamp: Date;
  readonly message: string;
}

/** The last `count` lines of a job's log, oldest first; empty when the job has not written any. */
export async function lastLogLines(
  clients: LazyClients,
  { jobType, jobName }: SageMakerJob,
  count: number,
  signal?: AbortSignal,
): Promise<LogLine[]> {
  const { client, module } = await clients.get(cloudwatchLogs);
  const logGroupName = LOG_GROUPS[jobType];
  const send: Send = (request) => retryThrottled(signal, request);
  const described = await unlessAbsent(() =>
    send((options) =>
      client.send(new module.DescribeLogStreamsCommand({ logGroupName, logStreamNamePrefix: `${jobName}/` }), options),
    ),
  );
  const lines: LogLine[] = [];
  for (const { logStreamName } of described?.logStreams ?? []) {
    const command = new module.GetLogEventsCommand({ logGroupName, logStreamName, limit: count, startFromHead: false });
    const { events = [] } = await send((options) => client.send(command, options));
    lines.push(...events.map(logLine));
  }
  return lines.sort((one, other) => one.timestamp.getTime() - other.timestamp.getTime()).slice(-count);
}

/** Reads a job's log as it grows. */
export class LogTail {
  readonly #clients: LazyClients;
  readonly #job: SageMakerJob;
  readonly #seen = new Set<string>();
  #from = 0;

  constructor(clients: LazyClients, job: SageMakerJob) {
    this.#clients = clients;
    this.#job = job;
  }

  /** The lines that are new since the last read. */
  async read(send: Send): Promise<LogLine[]> {
    const { client, module } = await this.#clients.get(cloudwatchLogs);
    const { jobType, jobName } = this.#job;
    const fresh: LogLine[] = [];
    let nextToken: string | undefined;
    do {
      const command = new module.FilterLogEventsCommand({
        logGroupName: LOG_GROUPS[jobType],
        logStreamNamePrefix: `${jobName}/`,
        startTime: this.#from,
        nextToken,
      });
      const page = await unlessAbsent(() => send((options) => client.send(command, options)));
      for (const event of page?.events ?? []) {
        const id = event.eventId ?? `${event.timestamp} ${event.message}`;
        if (this.#seen.has(id)) continue;
        this.#seen.add(id);
        fresh.push(logLine(event));
      }
      nextToken = page?.nextToken;
    } while (nextToken !== undefined);
    // Lines of the newest moments are asked for again: another stream may still be writing at that time.
    const newest = fresh.at(-1)?.timestamp.getTime();
    if (newest !== undefined) this.#from = Math.max(this.#from, newest - OVERLAP_MILLIS);
    return fresh;
  }
}

const OVERLAP_MILLIS = 10_000;

function logLine({ timestamp = 0, message = '' }: Pick<FilteredLogEvent, 'timestamp' | 'message'>): LogLine {
  return { timestamp: new Date(timestamp), message: message.trimEnd() };
}

/** Undefined where the log group or stream is not there yet. */
async function unlessAbsent<Output>(read: () => Promise<Output>): Promise<Output | undefined> {
  try {
    return await read();
  } catch (error) {
    if ((error as Error).name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}
