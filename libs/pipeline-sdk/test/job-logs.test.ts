import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { PipelineClient, type PipelineExecution } from '../src/index.ts';
import { type Answer, awsError, ScriptedClient } from './scripted-client.ts';

const STATE_MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:m';
const EXECUTION = 'arn:aws:states:us-east-1:000000000000:execution:m:e';

/** The events of a state that submits a job. */
function jobEvents(stateName: string, kind: 'processing' | 'training', firstId: number): HistoryEvent[] {
  const member = kind === 'training' ? 'TrainingJobArn' : 'ProcessingJobArn';
  const output = JSON.stringify({ [member]: `arn:aws:sagemaker:us-east-1:0:${kind}-job/${stateName.toLowerCase()}` });
  const timestamp = new Date(0);
  return [
    { id: firstId, previousEventId: 0, type: 'TaskStateEntered', timestamp, stateEnteredEventDetails: { name: stateName } },
    {
      id: firstId + 1,
      previousEventId: firstId,
      type: 'TaskSubmitted',
      timestamp,
      taskSubmittedEventDetails: { resourceType: 'sagemaker', resource: 'r', output },
    },
  ];
}

const CAUSE = JSON.stringify({ TrainingJobName: 'train', TrainingJobStatus: 'Failed', FailureReason: 'out of memory' });
const RUN = [...jobEvents('Preprocess', 'processing', 1), ...jobEvents('Train', 'training', 3)];
const FAILED: readonly HistoryEvent[] = [
  ...RUN,
  {
    id: 5,
    previousEventId: 4,
    type: 'TaskFailed',
    timestamp: new Date(1000),
    taskFailedEventDetails: { resourceType: 'sagemaker', resource: 'r', error: 'States.TaskFailed', cause: CAUSE },
  },
  {
    id: 6,
    previousEventId: 5,
    type: 'ExecutionFailed',
    timestamp: new Date(1000),
    executionFailedEventDetails: { error: 'TrainingFailed', cause: 'The training failed' },
  },
];

/** Logs with two streams for each job, whose lines alternate. */
const WRITTEN: Readonly<Record<string, Answer>> = {
  DescribeLogStreams: ({ logStreamNamePrefix }) => ({
    logStreams: ['a', 'b'].map((stream) => ({ logStreamName: `${logStreamNamePrefix}${stream}` })),
  }),
  GetLogEvents: ({ logStreamName }) => ({
    events: [1, 2].map((second) => ({
      timestamp: second * 1000 + (String(logStreamName).endsWith('b') ? 500 : 0),
      message: `${logStreamName} ${second}\n`,
    })),
  }),
};

function executionWith(history: readonly HistoryEvent[], logs: Readonly<Record<string, Answer>>): PipelineExecution {
  const sfn = new ScriptedClient({
    GetExecutionHistory: { events: history.toReversed() },
    DescribeStateMachineForExecution: { definition: JSON.stringify({ States: { Preprocess: {}, Train: {} } }) },
  });
  const clients = { sfn: sfn as never, cloudwatchLogs: new ScriptedClient(logs) };
  return new PipelineClient({ stateMachineArn: STATE_MACHINE, clients }).execution(EXECUTION);
}

async function messagesOf(lines: ReturnType<PipelineExecution['logs']>): Promise<string[]> {
  return (await Array.fromAsync(lines)).map(({ stateName, message }) => `${stateName}: ${message}`);
}

describe('PipelineExecution.logs', () => {
  it('returns the lines of each job, those of its streams by time', async () => {
    expect(await messagesOf(executionWith(RUN, WRITTEN).logs())).toEqual([
      'Preprocess: preprocess/a 1',
      'Preprocess: preprocess/b 1',
      'Preprocess: preprocess/a 2',
      'Preprocess: preprocess/b 2',
      'Train: train/a 1',
      'Train: train/b 1',
      'Train: train/a 2',
      'Train: train/b 2',
    ]);
  });

  it('returns the last lines of the jobs of one state', async () => {
    expect(await messagesOf(executionWith(RUN, WRITTEN).logs({ stateName: 'Train', lines: 2 }))).toEqual([
      'Train: train/a 2',
      'Train: train/b 2',
    ]);
  });

  it('is empty before a job has written, and throws other errors of CloudWatch Logs', async () => {
    const absent = executionWith(RUN, { DescribeLogStreams: awsError('ResourceNotFoundException') });
    const empty = executionWith(RUN, { ...WRITTEN, GetLogEvents: {} });
    const denied = executionWith(RUN, { DescribeLogStreams: awsError('AccessDeniedException') });

    expect(await messagesOf(absent.logs())).toEqual([]);
    expect(await messagesOf(empty.logs())).toEqual([]);
    await expect(messagesOf(denied.logs())).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it.each([
    [{}, ['Preprocess: line of preprocess/', 'Train: line of train/']],
    [{ stateName: 'Train' }, ['Train: line of train/']],
  ])('follows the jobs with the options %j until the execution ends', async (options, expected) => {
    // Time and text identify an event without an id.
    const execution = executionWith(FAILED, {
      FilterLogEvents: ({ logStreamNamePrefix }) => ({ events: [{ timestamp: 1, message: `line of ${logStreamNamePrefix}` }] }),
    });

    const lines = await messagesOf(
      execution.logs({ ...options, follow: true, pollIntervalMillis: 1, signal: new AbortController().signal }),
    );

    expect(lines.toSorted()).toEqual(expected);
  });
});

describe('PipelineExecution.jobLog', () => {
  it('returns the last lines of a job', async () => {
    const job = { jobType: 'TrainingJob', jobName: 'train' } as const;

    expect(await executionWith(RUN, WRITTEN).jobLog(job, { lines: 1 })).toEqual(['train/b 2']);
    expect(await executionWith(RUN, WRITTEN).jobLog(job)).toHaveLength(4);
  });
});

describe('PipelineExecution.result of a failed job', () => {
  it('throws with the reason, the last lines and the page in the console', async () => {
    const execution = executionWith(FAILED, WRITTEN);
    const failure: unknown = await execution.result({ signal: new AbortController().signal }).catch((error: unknown) => error);

    expect(failure).toMatchObject({
      name: 'ExecutionFailedError',
      stateName: 'Train',
      job: { jobType: 'TrainingJob', jobName: 'train' },
      failureReason: 'out of memory',
      logLines: ['train/a 1', 'train/b 1', 'train/a 2', 'train/b 2'],
      consoleUrl: execution.consoleUrl,
    });
    expect((failure as Error).message.split('\n')).toEqual([
      'TrainingFailed in state Train: The training failed',
      '  TrainingJob train: out of memory',
      '  │ train/a 1',
      '  │ train/b 1',
      '  │ train/a 2',
      '  │ train/b 2',
      `  ${execution.consoleUrl}`,
    ]);
  });

  it('throws without lines where the log cannot be read', async () => {
    const execution = executionWith(FAILED, { DescribeLogStreams: awsError('AccessDeniedException') });

    await expect(execution.result()).rejects.toMatchObject({ name: 'ExecutionFailedError', logLines: [] });
  });
});

describe('PipelineExecution.steps', () => {
  it('has the page of each job in the console', async () => {
    const steps = await executionWith(RUN, {}).steps();

    const home = 'https://us-east-1.console.aws.amazon.com/sagemaker/home?region=us-east-1#';
    expect(steps.map(({ job }) => job?.consoleUrl)).toEqual([`${home}/processing-jobs/preprocess`, `${home}/jobs/train`]);
  });
});
