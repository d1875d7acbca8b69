import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { SageMakerJob } from './pipeline-event.ts';

const LOG_GROUPS = { ProcessingJob: '/aws/sagemaker/ProcessingJobs', TrainingJob: '/aws/sagemaker/TrainingJobs' } as const;

/** The last `lines` lines of a job's log, oldest first; empty when the job has not written any. */
export async function tailJobLog(
  logs: CloudWatchLogsClient,
  { jobType, jobName }: SageMakerJob,
  lines: number,
): Promise<string[]> {
  const { DescribeLogStreamsCommand, GetLogEventsCommand, ResourceNotFoundException } = await import(
    '@aws-sdk/client-cloudwatch-logs'
  );
  const logGroupName = LOG_GROUPS[jobType];
  try {
    const { logStreams = [] } = await logs.send(
      new DescribeLogStreamsCommand({ logGroupName, logStreamNamePrefix: `${jobName}/` }),
    );
    const messages: string[] = [];
    for (const { logStreamName } of logStreams) {
      const { events = [] } = await logs.send(
        new GetLogEventsCommand({ logGroupName, logStreamName, limit: lines, startFromHead: false }),
      );
      messages.push(...events.map(({ message = '' }) => message.trimEnd()));
    }
    return messages.slice(-lines);
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return [];
    throw error;
  }
}
