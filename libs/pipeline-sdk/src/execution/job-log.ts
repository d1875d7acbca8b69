import type { FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import { cloudwatchLogs } from '../core/aws-packages.ts';
import type { LazyClients } from '../core/lazy-clients.ts';
import type { Pacer } from '../core/pacer.ts';
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
  pacer: Pacer,
  signal?: AbortSignal,
): Promise<LogLine[]> {
  const { client, module } = await clients.get(cloudwatchLogs);
  const logGroupName = LOG_GROUPS[jobType];
  const described = await unlessAbsent(() =>
    pacer.look(signal, (options) =>
      client.send(new module.DescribeLogStreamsCommand({ logGroupName, logStreamNamePrefix: `${jobName}/` }), options),
    ),
  );
  const lines: LogLine[] = [];
  for (const { logStreamName } of described?.logStreams ?? []) {
    const command = new module.GetLogEventsCommand({ logGroupName, logStreamName, limit: count, startFromHead: false });
    const { events = [] } = await pacer.look(signal, (options) => client.send(command, options));
    lines.push(...events.map(logLine));
  }
  return lines.sort((one, other) => one.timestamp.getTime() - other.timestamp.getTime()).slice(-count);
}

/** A line as CloudWatch Logs gives it; its time in epoch milliseconds. */
export type WrittenLine = Pick<FilteredLogEvent, 'eventId' | 'timestamp' | 'message'>;

/** Reads a job's log as it grows: `read` asks for the lines that are new since the last, `heard` takes those that one is told. */
export class LogTail {
  readonly #clients: LazyClients;
  readonly #job: SageMakerJob;
  readonly #seen = new Set<string>();
  #from = 0;

  constructor(clients: LazyClients, job: SageMakerJob) {
    this.#clients = clients;
    this.#job = job;
  }

  async read(pacer: Pacer, signal?: AbortSignal): Promise<LogLine[]> {
    const { client, module } = await this.#clients.get(cloudwatchLogs);
    const { jobType, jobName } = this.#job;
    const written: WrittenLine[] = [];
    let nextToken: string | undefined;
    do {
      const command = new module.FilterLogEventsCommand({
        logGroupName: LOG_GROUPS[jobType],
        logStreamNamePrefix: `${jobName}/`,
        startTime: this.#from,
        nextToken,
      });
      const page = await unlessAbsent(() => pacer.look(signal, (options) => client.send(command, options)));
      written.push(...(page?.events ?? []));
      nextToken = page?.nextToken;
    } while (nextToken !== undefined);
    return this.heard(written);
  }

  /** Those of the lines that are new. */
  heard(written: readonly WrittenLine[]): LogLine[] {
    const fresh: LogLine[] = [];
    for (const event of written) {
      const id = event.eventId ?? `${event.timestamp} ${event.message}`;
      if (this.#seen.has(id)) continue;
      this.#seen.add(id);
      fresh.push(logLine(event));
    }
    // Lines of the newest moments are asked for again: another stream may still be writing at that time.
    const newest = fresh.at(-1)?.timestamp.getTime();
    if (newest !== undefined) this.#from = Math.max(this.#from, newest - OVERLAP_MILLIS);
    return fresh;
  }
}

const OVERLAP_MILLIS = 10_000;

function logLine({ timestamp = 0, message = '' }: WrittenLine): LogLine {
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
