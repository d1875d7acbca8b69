import { describe, expect, it } from 'vitest';
import { EndpointClient, PipelineClient } from '../src/index.ts';
import { downloadReport, uploadDataset } from '../src/node/index.ts';
import { awsError, ScriptedClient } from './scripted-client.ts';

const STATE_MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:m';
const EXECUTION = 'arn:aws:states:us-east-1:000000000000:execution:m:e';
const job = { jobType: 'TrainingJob', jobName: 'train-1' } as const;

/** Clients of all services with one record of calls, none of which is expected. */
function everyClient(aws: ScriptedClient): object {
  const names = ['applicationAutoScaling', 'cloudformation', 'cloudwatchLogs', 's3', 'sagemaker', 'sagemakerRuntime', 'sfn'];
  return Object.fromEntries(names.map((name) => [name, aws]));
}

interface Subjects {
  readonly pipeline: PipelineClient;
  readonly stack: PipelineClient;
  readonly endpoint: EndpointClient;
}

function subjectsOf(aws: ScriptedClient): Subjects {
  const clients = everyClient(aws);
  return {
    pipeline: new PipelineClient({ stateMachineArn: STATE_MACHINE, clients }),
    stack: new PipelineClient({ stackName: 'houses', region: 'us-east-1', clients }),
    endpoint: new EndpointClient({ endpointName: 'houses', clients }),
  };
}

type Call = (subjects: Subjects, signal: AbortSignal) => Promise<unknown>;

const CALLS: readonly (readonly [string, Call])[] = [
  ['PipelineClient.startExecution', ({ pipeline }, signal) => pipeline.startExecution({}, { signal })],
  ['PipelineClient.startExecution of a stack', ({ stack }, signal) => stack.startExecution({}, { signal })],
  ['PipelineClient.deployModel', ({ stack }, signal) => stack.deployModel({ ModelDataUrl: 's3://b/m.tar.gz' }, { signal })],
  ['PipelineClient.getExecution of the last one', ({ pipeline }, signal) => pipeline.getExecution('last', { signal })],
  ['PipelineClient.getExecution by name', ({ pipeline }, signal) => pipeline.getExecution('e', { signal })],
  ['PipelineClient.listExecutions', ({ pipeline }, signal) => pipeline.listExecutions({ signal }).next()],
  ['PipelineClient.describe', ({ pipeline }, signal) => pipeline.describe({ signal })],
  ['PipelineClient.bucketName', ({ pipeline }, signal) => pipeline.bucketName({ signal })],
  ['PipelineClient.stackOutput', ({ stack }, signal) => stack.stackOutput('BucketName', { signal })],
  ['PipelineExecution.describe', ({ pipeline }, signal) => pipeline.execution(EXECUTION).describe({ signal })],
  ['PipelineExecution.events', ({ pipeline }, signal) => pipeline.execution(EXECUTION).events({ signal }).next()],
  ['PipelineExecution.result', ({ pipeline }, signal) => pipeline.execution(EXECUTION).result({ signal })],
  ['PipelineExecution.stop', ({ pipeline }, signal) => pipeline.execution(EXECUTION).stop({ signal })],
  ['PipelineExecution.redrive', ({ pipeline }, signal) => pipeline.execution(EXECUTION).redrive({ signal })],
  ['PipelineExecution.steps', ({ pipeline }, signal) => pipeline.execution(EXECUTION).steps({ signal })],
  ['PipelineExecution.artifacts', ({ pipeline }, signal) => pipeline.execution(EXECUTION).artifacts({ signal })],
  ['PipelineExecution.jobs', ({ pipeline }, signal) => pipeline.execution(EXECUTION).jobs({ signal })],
  ['PipelineExecution.logs', ({ pipeline }, signal) => pipeline.execution(EXECUTION).logs({ signal }).next()],
  [
    'PipelineExecution.logs, followed',
    ({ pipeline }, signal) => pipeline.execution(EXECUTION).logs({ signal, follow: true }).next(),
  ],
  [
    'PipelineExecution.logs of a state, followed',
    ({ pipeline }, signal) => pipeline.execution(EXECUTION).logs({ signal, follow: true, stateName: 'Train' }).next(),
  ],
  ['PipelineExecution.jobLog', ({ pipeline }, signal) => pipeline.execution(EXECUTION).jobLog(job, { signal })],
  ['EndpointClient.predict', ({ endpoint }, signal) => endpoint.predict([[1]], { signal })],
  ['EndpointClient.predictMany', ({ endpoint }, signal) => endpoint.predictMany([[1], [2]], { signal })],
  ['EndpointClient.predictEach', ({ endpoint }, signal) => endpoint.predictEach([[1], [2]], { signal }).next()],
  ['EndpointClient.invoke', ({ endpoint }, signal) => endpoint.invoke('{}', { signal })],
  ['EndpointClient.invokeStream', ({ endpoint }, signal) => endpoint.invokeStream('{}', { signal })],
  ['EndpointClient.describe', ({ endpoint }, signal) => endpoint.describe({ signal })],
  ['EndpointClient.waitUntilInService', ({ endpoint }, signal) => endpoint.waitUntilInService({ signal })],
  ['EndpointClient.delete', ({ endpoint }, signal) => endpoint.delete({ signal })],
  [
    'EndpointClient.enableAutoscaling',
    ({ endpoint }, signal) => endpoint.enableAutoscaling({ maxCapacity: 2, invocationsPerInstance: 1, signal }),
  ],
  ['EndpointClient.disableAutoscaling', ({ endpoint }, signal) => endpoint.disableAutoscaling({ signal })],
  ['uploadDataset', ({ stack }, signal) => uploadDataset(stack, [{ a: 1 }], { name: 'a.csv', signal })],
  ['downloadReport', ({ pipeline }, signal) => downloadReport(pipeline, pipeline.execution(EXECUTION), { signal })],
];

describe('a signal that is aborted', () => {
  it.each(CALLS)('ends %s before any request, with its reason', async (_, call) => {
    const aws = new ScriptedClient();
    const reason = new Error('enough');

    await expect(call(subjectsOf(aws), AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(aws.calls).toEqual([]);
  });

  it('replaces the error of a request that it ends', async () => {
    const ending = new AbortController();
    const reason = new Error('enough');
    const aws = new ScriptedClient({
      DescribeExecution: () => {
        ending.abort(reason);
        return awsError('AbortError', 'Request aborted');
      },
    });

    await expect(subjectsOf(aws).pipeline.execution(EXECUTION).describe({ signal: ending.signal })).rejects.toBe(reason);
  });
});
