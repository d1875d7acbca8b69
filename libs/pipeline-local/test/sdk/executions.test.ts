import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PipelineClient, type PipelineEvent, type PipelineExecution } from '@stepmaker/pipeline-sdk';
import { downloadModel, downloadReport } from '@stepmaker/pipeline-sdk/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalPipeline, startLocal } from '../../src/start-local.ts';

let local: LocalPipeline;
let run: PipelineExecution;
const events: PipelineEvent[] = [];

beforeAll(async () => {
  local = await startLocal();
  run = await local.pipeline.startExecution({ Seed: 7 }, { name: 'first-run' });
  for await (const event of run.events({ logs: true, jobs: true })) events.push(event);
});
afterAll(() => local[Symbol.asyncDispose]());

function texts(): string[] {
  return events.map((event) => ('stateName' in event ? `${event.type} ${event.stateName}` : event.type));
}

describe('an execution that succeeds', () => {
  it('has its ARNs at once', async () => {
    const stateMachineArn = await local.pipeline.stateMachineArn();

    expect(run).toMatchObject({ name: 'first-run', stateMachineArn, region: 'us-east-1', consoleUrl: undefined });
    expect(run.executionArn).toBe(`${stateMachineArn.replace(':stateMachine:', ':execution:')}:first-run`);
  });

  it('delivers its events in order: states, jobs and their status, log lines, metrics', () => {
    const order = [
      'ExecutionStarted',
      'StateEntered Preprocess',
      'JobSubmitted Preprocess',
      'JobStatusChanged Preprocess',
      'JobLogLine Preprocess',
      'StateExited Preprocess',
      'StateEntered Train',
      'JobLogLine Train',
      'JobMetric Train',
      'StateExited Train',
      'StateExited QualityGate',
      'ExecutionEnded',
    ];
    const all = texts();

    expect(order.map((text) => all.indexOf(text))).not.toContain(-1);
    expect(order.map((text) => all.indexOf(text))).toEqual(order.map((text) => all.indexOf(text)).toSorted((a, b) => a - b));
    expect(all.at(-1)).toBe('ExecutionEnded');
    expect(events).toContainEqual(expect.objectContaining({ type: 'JobStatusChanged', stateName: 'Train', status: 'Completed' }));
    expect(events).toContainEqual(expect.objectContaining({ type: 'JobMetric', stateName: 'Train', metricName: 'cv_r2' }));
    const lines = events.flatMap((event) => (event.type === 'JobLogLine' ? [event.message] : []));
    expect(lines.filter((line) => line.includes('13 features'))).toHaveLength(1);
  });

  it('delivers each line of its jobs once', async () => {
    const all: string[] = [];
    for await (const { message } of run.logs()) all.push(message);

    expect(events.flatMap((event) => (event.type === 'JobLogLine' ? [event.message] : []))).toEqual(all);
    expect(all.length).toBeGreaterThan(3);
  });

  it('gives its output, as the pipeline defines it', async () => {
    expect(await run.result()).toMatchObject({ EndpointAction: 'CREATED', Verdict: { Decision: 'APPROVED' } });
    expect(await run.describe()).toMatchObject({ status: 'SUCCEEDED', input: { Seed: 7 }, redriveCount: 0, name: 'first-run' });
  });

  it('has steps with times, tries and jobs', async () => {
    const steps = await run.steps();

    expect(steps[0]).toMatchObject({ stateName: 'ValidateInput', stateType: 'Pass', status: 'SUCCEEDED', attempts: 0 });
    const train = steps.find(({ stateName }) => stateName === 'Train');
    expect(train).toMatchObject({
      stateType: 'Task',
      status: 'SUCCEEDED',
      attempts: 1,
      job: { jobType: 'TrainingJob', status: 'Completed', metrics: { cv_r2: expect.any(Number) } },
    });
    expect(train?.durationMillis).toBe((train?.exitedDate?.getTime() ?? 0) - (train?.enteredDate.getTime() ?? 0));
    expect((await run.jobs()).map(({ jobType }) => jobType)).toEqual(['ProcessingJob', 'TrainingJob', 'ProcessingJob']);
  });

  it('has the lines of its jobs, of all or of one state', async () => {
    const all: string[] = [];
    for await (const { stateName } of run.logs()) all.push(stateName);
    const train: string[] = [];
    for await (const { message } of run.logs({ stateName: 'Train' })) train.push(message);

    expect([...new Set(all)]).toEqual(['Preprocess', 'Train', 'Evaluate']);
    expect(train).toContainEqual(expect.stringMatching(/^cv_r2=/));
    await expect(run.logs({ stateName: 'Trian' }).next()).rejects.toThrow(
      'The execution first-run has entered no state Trian; did you mean Train?',
    );
    await expect(run.logs({ stateName: 'Evalute', follow: true }).next()).rejects.toThrow(
      'The state machine of first-run has no state Evalute; did you mean Evaluate?',
    );
  });

  it('has its report and its model', async () => {
    const to = mkdtempSync(join(tmpdir(), 'stepmaker-downloads-'));

    const report = await downloadReport(local.pipeline, run, { to });
    const model = await downloadModel(local.pipeline, run, { to });

    expect(readFileSync(report, 'utf8')).toMatch(/^<!doctype html>/);
    expect(readFileSync(model).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
    expect(existsSync(`${model}.part`)).toBe(false);
    rmSync(to, { recursive: true });
  });

  it('cannot be redriven, in the words of AWS', async () => {
    await expect(run.redrive()).rejects.toMatchObject({ name: 'ExecutionNotRedrivable' });
  });
});

describe('starting and finding executions', () => {
  it('gives the same execution for the same name and input, after its end too', async () => {
    expect((await local.pipeline.startExecution({ Seed: 7 }, { name: 'first-run' })).executionArn).toBe(run.executionArn);
    await expect(local.pipeline.startExecution({ Seed: 8 }, { name: 'first-run' })).rejects.toMatchObject({
      name: 'ExecutionAlreadyExists',
    });
  });

  it('finds one by name, by ARN, and the last; names the nearest where there is none', async () => {
    const { pipeline } = local;

    expect((await pipeline.getExecution('first-run')).executionArn).toBe(run.executionArn);
    expect((await pipeline.getExecution(run.executionArn)).name).toBe('first-run');
    expect((await pipeline.getExecution('last')).name).toBe('first-run');
    await expect(pipeline.getExecution('frist-run')).rejects.toThrow(/^Execution Does Not Exist: .*did you mean first-run\?$/);
    const listed = [];
    for await (const each of pipeline.listExecutions({ status: 'SUCCEEDED' })) listed.push(each);
    expect(listed).toMatchObject([{ executionArn: run.executionArn, name: 'first-run', status: 'SUCCEEDED' }]);
  });

  it('reaches the same pipeline by its state machine alone', async () => {
    const stateMachineArn = await local.pipeline.stateMachineArn();
    const { region: _, ...config } = local.clientConfig;
    const pipeline = new PipelineClient({ ...config, stateMachineArn });

    expect((await pipeline.getExecution('first-run')).executionArn).toBe(run.executionArn);
    expect(await pipeline.bucketName()).toBe(local.bucketName);
    await expect(pipeline.stackOutputs()).rejects.toThrow('make it with stackName');
    await expect(local.pipeline.stackOutput('BucketNam')).rejects.toThrow('no output BucketNam; did you mean BucketName?');
    pipeline.destroy();
  });
});

describe('an execution that fails', () => {
  it('says where, why, and with which last lines; its redrive has a separate end', async () => {
    const failed = await local.pipeline.startExecution({ HyperParameters: { model: 'crystal_ball' } });

    const error = await failed.result().catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({
      name: 'ExecutionFailedError',
      executionArn: failed.executionArn,
      stateName: 'Train',
      error: 'TrainingFailed',
      job: { jobType: 'TrainingJob' },
      failureReason: expect.stringContaining('AlgorithmError'),
      logLines: [expect.stringContaining('crystal_ball')],
    });
    expect((error as Error).message).toContain('  │ Hyperparameter model:');
    await expect(downloadModel(local.pipeline, failed)).rejects.toThrow('has trained no model');

    await failed.redrive();
    const types: string[] = [];
    for await (const { type } of failed.events()) types.push(type);
    expect(types.filter((type) => type === 'ExecutionEnded')).toHaveLength(1);
    expect(types).toContain('ExecutionRedriven');
    expect((await failed.describe()).redriveCount).toBe(1);
  });

  it('says while in which state it was stopped, and by whose reason', async () => {
    const stopped = await local.pipeline.startExecution();
    for await (const event of stopped.events()) {
      if (event.type === 'JobSubmitted' && event.stateName === 'Train') break;
    }

    await stopped.stop({ cause: 'enough seen' });

    await expect(stopped.result()).rejects.toMatchObject({
      name: 'ExecutionAbortedError',
      stateName: 'Train',
      reason: 'enough seen',
      job: { jobType: 'TrainingJob' },
    });
  });

  it('stops waiting, not working, when its signal is aborted', async () => {
    const going = await local.pipeline.startExecution();
    const ending = new AbortController();
    const waiting = going.result({ signal: ending.signal });

    ending.abort(new Error('no time left'));

    await expect(waiting).rejects.toThrow('no time left');
    expect((await going.describe()).status).toBe('RUNNING');
    await going.stop();
  });
});
