import type { ClientConfig } from './patience.ts';
import { type Progress, perform } from './progress.ts';

/** Deletes log groups and streams. Where the group of the streams is missing, it throws the service's error. */
export interface LogRemoval {
  readonly group: (logGroupName: string) => Promise<void>;
  /** Removes the log streams whose names begin with `logStreamNamePrefix`; the group belongs to the whole account, and stays. */
  readonly streams: (logGroupName: string, logStreamNamePrefix: string) => Promise<void>;
}

/** Loads the client when it is needed. */
export async function logRemoval(config: ClientConfig, progress: Progress): Promise<LogRemoval> {
  const { CloudWatchLogs } = await import('@aws-sdk/client-cloudwatch-logs');
  const logs = new CloudWatchLogs(config);
  return {
    group: (logGroupName) => perform(progress, logs, 'DeleteLogGroup', { logGroupName }),
    async streams(logGroupName, logStreamNamePrefix) {
      const { logStreams = [] } = await logs.describeLogStreams({ logGroupName, logStreamNamePrefix });
      for (const { logStreamName } of logStreams) {
        await perform(progress, logs, 'DeleteLogStream', { logGroupName, logStreamName });
      }
    },
  };
}
