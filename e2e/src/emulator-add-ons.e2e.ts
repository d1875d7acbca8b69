import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DescribeExecutionCommand, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { findPython } from '@stepmaker/emulator';
import { datasetExporter, type TemplateName, templateBody } from '@stepmaker/pipeline-artifacts';
import { deployTemplate } from '@stepmaker/pipeline-local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenTo } from './suites/listen-to.ts';
import { deleteStack } from './targets/deployment.ts';
import { startEmulatorTarget } from './targets/emulator.ts';
import { makeRunDirectory } from './targets/run-directory.ts';
import type { Target } from './targets/target.ts';

const POLLING = { pollIntervalMillis: 50, limitMillis: 120_000 } as const;

/** End and input of an execution. */
interface Ended {
  readonly executionArn: string;
  readonly status: string;
  readonly input: unknown;
}

describe('the add-on stacks, deployed beside the pipeline', () => {
  let target: Target;
  let cloudformation: CloudFormationClient;

  beforeAll(async () => {
    target = await startEmulatorTarget();
    cloudformation = new CloudFormationClient(target.clientConfig);
  });
  afterAll(async () => {
    cloudformation?.destroy();
    await target?.[Symbol.asyncDispose]();
  });

  /** Deploys an add-on; dispose it to delete the stack. */
  async function deployAddOn(
    name: Exclude<TemplateName, 'ml-pipeline'>,
    parameters: Readonly<Record<string, string>> = {},
  ): Promise<AsyncDisposable & { readonly outputs: Readonly<Record<string, string>> }> {
    const { stackName: PipelineStackName } = target.main;
    const outputs = await deployTemplate({
      cloudformation,
      stackName: name,
      templateBody: templateBody(name),
      parameters: { PipelineStackName, ...parameters },
    });
    return { outputs, [Symbol.asyncDispose]: () => deleteStack(cloudformation, name, POLLING) };
  }

  async function executionArns(): Promise<string[]> {
    const stateMachineArn = target.main.outputs['StateMachineArn'];
    const { executions = [] } = await target.main.sfn.send(new ListExecutionsCommand({ stateMachineArn }));
    return executions.map(({ executionArn = '' }) => executionArn);
  }

  /** The first execution that is not among `known`. */
  async function nextExecution(known: readonly string[]): Promise<string> {
    const isNew = async (): Promise<string | undefined> => (await executionArns()).find((arn) => !known.includes(arn));
    await expect.poll(isNew, { timeout: 30_000, interval: 50 }).toBeDefined();
    return `${await isNew()}`;
  }

  async function ended(executionArn: string): Promise<Ended> {
    const look = async () => target.main.sfn.send(new DescribeExecutionCommand({ executionArn }));
    await expect.poll(async () => (await look()).status, { timeout: 100_000, interval: 100 }).not.toBe('RUNNING');
    const { status = '', input = '' } = await look();
    return { executionArn, status, input: JSON.parse(input) };
  }

  it('a CSV file that arrives under raw-data/ is trained on by an execution that no one started', async () => {
    await using run = makeRunDirectory();
    const file = join(run.path, 'sample.csv');
    await promisify(execFile)(findPython(), ['-B', datasetExporter(), 'sample', file]);
    await using _triggers = await deployAddOn('ml-pipeline-triggers');
    const known = await executionArns();

    await using _note = await target.main.placeObject('raw-data/arrived/notes.txt', 'no data');
    await using dataset = await target.main.placeObject('raw-data/arrived/sample.csv', await readFile(file, 'utf8'));
    const execution = await ended(await nextExecution(known));

    expect(execution).toMatchObject({ status: 'SUCCEEDED', input: { DatasetUri: dataset.uri } });
    expect((await executionArns()).length).toBe(known.length + 1);
  });

  it('the schedule starts an execution when its time has come, and none before', async () => {
    const known = await executionArns();
    // No one has hurried so far: the clock is this machine's.
    const inTwoMinutes = new Date(Date.now() + 120_000).toISOString().slice(0, 19);
    await using _triggers = await deployAddOn('ml-pipeline-triggers', { ScheduleExpression: `at(${inTwoMinutes})` });
    const atOnce = await executionArns();
    let first: string;
    {
      using _hurry = target.hurry();
      first = await nextExecution(known);
    }
    const execution = await ended(first);

    expect(atOnce).toEqual(known);
    expect(execution).toMatchObject({ status: 'SUCCEEDED', input: {} });
  });

  it('an execution that fails sets off the alarm, whose topic sends to a queue', async () => {
    await using addOn = await deployAddOn('ml-pipeline-observability');
    await using queue = await listenTo(target.clientConfig, `${addOn.outputs['AlarmTopicArn']}`, 'alarms');
    const execution = await target.main.pipeline.startExecution({ HyperParameters: { model: 'crystal_ball' } });
    await execution.result().catch(() => {});

    using _hurry = target.hurry();
    const messages: Record<string, unknown>[] = [];
    // New alarms report OK before one of them reports ALARM.
    while (!messages.some(({ NewStateValue }) => NewStateValue === 'ALARM'))
      messages.push(JSON.parse((await queue.next()).Message) as Record<string, unknown>);

    expect(messages.filter(({ NewStateValue }) => NewStateValue === 'ALARM')).toMatchObject([
      {
        OldStateValue: expect.any(String),
        Trigger: {
          MetricName: 'ExecutionsFailed',
          Dimensions: [{ name: 'StateMachineArn', value: target.main.outputs['StateMachineArn'] }],
        },
      },
    ]);
  });
});
