import type { CloudWatchLogsClientConfig } from '@aws-sdk/client-cloudwatch-logs';
import { type Progress, perform, unlessGone } from './progress.ts';

/** Deletes log groups and streams, if they are there. */
export interface LogRemoval {
  readonly group: (logGroupName: string) => Promise<void>;
  /** Those whose names begin with `logStreamNamePrefix`; the group is the whole account's, and stays. */
  readonly streams: (logGroupName: string, logStreamNamePrefix: string) => Promise<void>;
}

/** Loads the client when it is needed. */
export async function logRemoval(config: CloudWatchLogsClientConfig, progress: Progress): Promise<LogRemoval> {
  const { CloudWatchLogsClient, DeleteLogGroupCommand, DeleteLogStreamCommand, DescribeLogStreamsCommand } = await import(
    '@aws-sdk/client-cloudwatch-logs'
  );
  const client = new CloudWatchLogsClient(config);
  return {
    group: (logGroupName) => perform(progress, client, new DeleteLogGroupCommand({ logGroupName })),
    async streams(logGroupName, logStreamNamePrefix) {
      const named = client.send(new DescribeLogStreamsCommand({ logGroupName, logStreamNamePrefix }));
      for (const { logStreamName } of (await named.catch(unlessGone))?.logStreams ?? []) {
        await perform(progress, client, new DeleteLogStreamCommand({ logGroupName, logStreamName }));
      }
    },
  };
}
