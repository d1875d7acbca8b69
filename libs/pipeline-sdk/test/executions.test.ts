import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { PipelineClient } from '../src/index.ts';
import { type Answer, awsError, type Input, inTurn, ScriptedClient } from './scripted-client.ts';

const STATE_MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:m';
const EXECUTION = 'arn:aws:states:us-east-1:000000000000:execution:m:e';
const at = (second: number): Date => new Date(second * 1000);

const pipelineWith = (answers: Readonly<Record<string, Answer>>, more: object = {}): PipelineClient =>
  new PipelineClient({
    stateMachineArn: STATE_MACHINE,
    endpoint: 'http://127.0.0.1:1',
    clients: { sfn: new ScriptedClient(answers) as never, ...more },
  });

/** An execution with this history, which the service gives newest first. */
const executionWith = (events: readonly HistoryEvent[]): ReturnType<PipelineClient['execution']> =>
  pipelineWith({ GetExecutionHistory: () => ({ events: events.toReversed() }) }).execution(EXECUTION);

/** Events in a row: each follows the one before. */
function historyOf(...events: readonly Omit<HistoryEvent, 'id' | 'previousEventId' | 'timestamp'>[]): HistoryEvent[] {
  return events.map(
    (event, index) => ({ ...event, id: index + 1, previousEventId: index, timestamp: at(index) }) as HistoryEvent,
  );
}

const JOB = 'arn:aws:sagemaker:us-east-1:000000000000:training-job/train-1';
const described = { TrainingJobArn: JOB, TrainingJobName: 'train-1', TrainingJobStatus: 'Completed' };
const training = [
  { type: 'TaskStateEntered', stateEnteredEventDetails: { name: 'Train' } },
  {
    type: 'TaskScheduled',
    taskScheduledEventDetails: {
      resourceType: 'sagemaker',
      resource: 'createTrainingJob.sync',
      region: 'us-east-1',
      parameters: '{}',
    },
  },
  {
    type: 'TaskSubmitted',
    taskSubmittedEventDetails: {
      resourceType: 'sagemaker',
      resource: 'createTrainingJob.sync',
      output: JSON.stringify({ TrainingJobArn: JOB }),
    },
  },
] as const;

describe('PipelineExecution.steps', () => {
  it('has the job of a state, its metrics and its time', async () => {
    const output = JSON.stringify({ ...described, FinalMetricDataList: [{ MetricName: 'cv_r2', Value: 0.9 }] });
    const events = historyOf(
      ...training,
      {
        type: 'TaskSucceeded',
        taskSucceededEventDetails: { resourceType: 'sagemaker', resource: 'createTrainingJob.sync', output },
      },
      { type: 'TaskStateExited', stateExitedEventDetails: { name: 'Train', output: '{"a": 1}' } },
    );

    expect(await executionWith(events).steps()).toEqual([
      {
        stateName: 'Train',
        stateType: 'Task',
        status: 'SUCCEEDED',
        attempts: 1,
        enteredDate: at(0),
        exitedDate: at(4),
        durationMillis: 4000,
        output: { a: 1 },
        job: expect.objectContaining({ jobName: 'train-1', status: 'Completed', metrics: { cv_r2: 0.9 } }),
      },
    ]);
  });

  it('has the reason of a job that failed, and says whether another state took over', async () => {
    const cause = JSON.stringify({ ...described, TrainingJobStatus: 'Failed', FailureReason: 'AlgorithmError: no such column' });
    const failure = {
      type: 'TaskFailed',
      taskFailedEventDetails: { resourceType: 'sagemaker', resource: 'r', error: 'States.TaskFailed', cause },
    } as const;
    const exited = { type: 'TaskStateExited', stateExitedEventDetails: { name: 'Train', output: '{}' } } as const;

    expect((await executionWith(historyOf(...training, failure, exited)).steps())[0]).toMatchObject({
      status: 'CAUGHT',
      error: 'States.TaskFailed',
      cause: 'AlgorithmError: no such column',
      job: { status: 'Failed', failureReason: 'AlgorithmError: no such column' },
    });
  });

  it.each([
    ['ExecutionAborted', 'ABORTED', 'executionAbortedEventDetails'],
    ['ExecutionTimedOut', 'TIMED_OUT', 'executionTimedOutEventDetails'],
    ['ExecutionFailed', 'FAILED', 'executionFailedEventDetails'],
  ] as const)('ends what was running with %s', async (type, status, details) => {
    const events = historyOf(...training, { type, [details]: { error: 'E', cause: 'c' } });

    expect((await executionWith(events).steps())[0]).toMatchObject({ status, exitedDate: at(3), job: { status: 'InProgress' } });
  });

  it('gives the error of a Fail state to that state', async () => {
    const events = historyOf(
      { type: 'PassStateEntered', stateEnteredEventDetails: { name: 'Begin' } },
      { type: 'PassStateExited', stateExitedEventDetails: { name: 'Begin' } },
      { type: 'FailStateEntered', stateEnteredEventDetails: { name: 'Rejected' } },
      { type: 'ExecutionFailed', executionFailedEventDetails: { error: 'QualityGateFailed', cause: 'low' } },
    );

    const [begin, rejected] = await executionWith(events).steps();

    expect(begin).toMatchObject({ status: 'SUCCEEDED', attempts: 0 });
    expect(rejected).toMatchObject({ stateType: 'Fail', status: 'FAILED', error: 'QualityGateFailed', cause: 'low' });
  });
});

describe('PipelineExecution', () => {
  it('reads the description of a running execution and of one that failed', async () => {
    const answers = inTurn(
      { status: 'RUNNING', startDate: at(0), input: '{"TargetColumn": "price"}' },
      { status: 'FAILED', startDate: at(0), stopDate: at(9), error: 'E', cause: 'c', redriveCount: 1 },
    );
    const execution = pipelineWith({ DescribeExecution: answers }).execution(EXECUTION);

    expect(await execution.describe()).toEqual({
      executionArn: EXECUTION,
      name: 'e',
      stateMachineArn: STATE_MACHINE,
      status: 'RUNNING',
      startDate: at(0),
      input: { TargetColumn: 'price' },
      redriveCount: 0,
    });
    expect(await execution.describe()).toMatchObject({
      status: 'FAILED',
      stopDate: at(9),
      error: 'E',
      cause: 'c',
      redriveCount: 1,
    });
  });

  it('stops with a reason, or without', async () => {
    const stopped: Input[] = [];
    const execution = pipelineWith({ StopExecution: (input) => stopped.push(input) }).execution(EXECUTION);

    await execution.stop();
    await execution.stop({ error: 'E', cause: 'enough' });

    expect(stopped).toEqual([{ executionArn: EXECUTION }, { executionArn: EXECUTION, error: 'E', cause: 'enough' }]);
  });

  it('knows the jobs that it has started', async () => {
    expect(await executionWith(historyOf(...training)).jobs()).toMatchObject([{ jobType: 'TrainingJob', jobName: 'train-1' }]);
  });

  it('refuses a state that it has not entered, and one that its state machine does not have', async () => {
    const definition = JSON.stringify({
      StartAt: 'Train',
      States: { Train: {}, All: { Branches: [{ States: { Evaluate: {} } }] } },
    });
    const execution = pipelineWith({
      GetExecutionHistory: () => ({ events: historyOf(...training).toReversed() }),
      DescribeStateMachineForExecution: () => ({ definition }),
    }).execution(EXECUTION);

    await expect(Array.fromAsync(execution.logs({ stateName: 'Trian' }))).rejects.toThrow(/Trian; .*Train\?/);
    await expect(Array.fromAsync(execution.logs({ stateName: 'Evalute', follow: true }))).rejects.toThrow(
      /Evalute; .*Evaluate\?/,
    );
  });

  it.each([
    ['ExecutionTimedOut', 'executionTimedOutEventDetails', 'ExecutionTimedOutError', /Train/],
    ['ExecutionAborted', 'executionAbortedEventDetails', 'ExecutionAbortedError', /Train.*enough/],
    ['ExecutionFailed', 'executionFailedEventDetails', 'ExecutionFailedError', /Unknown|E: enough/],
  ] as const)('result() throws for %s', async (type, details, name, message) => {
    const events = historyOf(...training, { type, [details]: { error: 'E', cause: 'enough' } });
    const failure: unknown = await executionWith(events)
      .result()
      .catch((error: unknown) => error);

    expect(failure).toMatchObject({ name, executionArn: EXECUTION });
    expect((failure as Error).message).toMatch(message);
  });
});

describe('PipelineClient', () => {
  const execution = (name: string): object => ({
    executionArn: `${EXECUTION.slice(0, -1)}${name}`,
    name,
    status: 'SUCCEEDED',
    startDate: at(0),
  });

  it('lists executions page by page', async () => {
    const pages: Record<string, object> = {
      first: { executions: [execution('a')], nextToken: 'second' },
      second: { executions: [{ ...execution('b'), stopDate: at(1) }] },
    };
    const pipeline = pipelineWith({
      ListExecutions: ({ nextToken, statusFilter }) => {
        expect(statusFilter).toBe('SUCCEEDED');
        return pages[String(nextToken ?? 'first')];
      },
    });

    const names = (await Array.fromAsync(pipeline.listExecutions({ status: 'SUCCEEDED' }))).map(({ name, stopDate }) => [
      name,
      stopDate,
    ]);

    expect(names).toEqual([
      ['a', undefined],
      ['b', at(1)],
    ]);
  });

  it('finds the newest execution, one by name, and the nearest name where there is none', async () => {
    const pipeline = pipelineWith({
      ListExecutions: () => ({ executions: [execution('nightly'), execution('weekly')] }),
      DescribeExecution: ({ executionArn }) => {
        if (String(executionArn).endsWith(':weekly')) return execution('weekly');
        throw awsError('ExecutionDoesNotExist', 'Execution Does Not Exist');
      },
    });

    expect((await pipeline.getExecution('last')).name).toBe('nightly');
    expect((await pipeline.getExecution('weekly')).name).toBe('weekly');
    await expect(pipeline.getExecution('nigthly')).rejects.toThrow(/Execution Does Not Exist; .*nightly\?/);
  });

  it('reports a newest execution that does not exist yet', async () => {
    await expect(pipelineWith({ ListExecutions: () => ({}) }).getExecution('last')).rejects.toThrow(STATE_MACHINE);
  });

  it('recognises an execution that was started under the same name with the same input', async () => {
    const pipeline = pipelineWith({
      StartExecution: () => {
        throw awsError('ExecutionAlreadyExists');
      },
      DescribeExecution: () => ({ status: 'SUCCEEDED', input: '{"Seed": 1, "TargetColumn": "price"}' }),
    });

    expect((await pipeline.startExecution({ TargetColumn: 'price', Seed: 1 }, { name: 'e' })).executionArn).toBe(EXECUTION);
    await expect(pipeline.startExecution({ Seed: 2 }, { name: 'e' })).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  });

  it('reads the bucket out of the definition, or says that it is not there', async () => {
    const answers = inTurn({ definition: '{"a": "s3://houses-data/raw-data/"}' }, { definition: '{}' });
    const pipeline = pipelineWith({ DescribeStateMachine: answers });

    expect(await pipeline.bucketName()).toBe('houses-data');
    await expect(pipeline.bucketName()).rejects.toThrow(STATE_MACHINE);
    await expect(pipeline.stackOutput('BucketName')).rejects.toThrow(/stackName/);
  });

  it('reads the outputs of a stack once, and again after a failure', async () => {
    const Outputs = [
      { OutputKey: 'StateMachineArn', OutputValue: STATE_MACHINE },
      { OutputKey: 'BucketName', OutputValue: 'houses-data' },
    ];
    const cloudformation = new ScriptedClient({ DescribeStacks: inTurn(awsError('NetworkError'), { Stacks: [{ Outputs }] }) });
    const pipeline = new PipelineClient({ stackName: 'houses', region: 'us-east-1', clients: { cloudformation } });

    await expect(pipeline.bucketName()).rejects.toThrow('NetworkError');
    expect(await pipeline.bucketName()).toBe('houses-data');
    expect(await pipeline.stateMachineArn()).toBe(STATE_MACHINE);
    await expect(pipeline.stackOutput('BucketNam')).rejects.toThrow(/BucketNam; .*BucketName\?/);
  });
});
