import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { DescribeStateMachineCommand } from '@aws-sdk/client-sfn';
import { coreTemplate } from '@stepmaker/pipeline-artifacts';
import { deployTemplate } from '@stepmaker/pipeline-local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STAND_IN_SCRIPTS } from './mutation/stand-in-scripts.ts';
import { startEmulatorTarget } from './targets/emulator.ts';
import { makeRunDirectory, type RunDirectory } from './targets/run-directory.ts';
import type { Target } from './targets/target.ts';
import { withScripts } from './targets/with-scripts.ts';

describe('an update of the stack with changed scripts', () => {
  let target: Target;
  let run: RunDirectory;
  let cloudformation: CloudFormationClient;
  let logs: CloudWatchLogsClient;

  beforeAll(async () => {
    target = await startEmulatorTarget();
    run = makeRunDirectory();
    cloudformation = new CloudFormationClient(target.clientConfig);
    logs = new CloudWatchLogsClient(target.clientConfig);
  });
  afterAll(async () => {
    for (const client of [cloudformation, logs]) client?.destroy();
    await run?.[Symbol.asyncDispose]();
    await target?.[Symbol.asyncDispose]();
  });

  /** Deploys scripts that say their version; the preprocessing waits until the file is there. */
  async function deployVersion(version: string, awaited: string): Promise<void> {
    const says = (step: string): string => `print('${step} of version ${version}', flush=True)\n`;
    const waits = `import os, time\nwhile not os.path.exists(${JSON.stringify(awaited)}):\n    time.sleep(0.02)\n`;
    await deployTemplate({
      cloudformation,
      stackName: target.main.stackName,
      templateBody: withScripts(coreTemplate(), {
        ...STAND_IN_SCRIPTS,
        'preprocess.py': says('preprocessing') + waits + STAND_IN_SCRIPTS['preprocess.py'],
        'train.py': says('training') + STAND_IN_SCRIPTS['train.py'],
      }),
    });
  }

  async function lines(kind: 'ProcessingJobs' | 'TrainingJobs', logStreamNamePrefix?: string): Promise<string[]> {
    const command = new FilterLogEventsCommand({ logGroupName: `/aws/sagemaker/${kind}`, logStreamNamePrefix });
    const { events = [] } = await logs.send(command).catch(() => ({ events: [] }));
    return events.map(({ message = '' }) => message).filter((message) => message.includes('of version'));
  }

  it('publishes them beside the old ones: the machine uses them, an execution that runs keeps those it began with', async () => {
    const { main } = target;
    const go = join(run.path, 'go');
    await deployVersion('one', go);
    const first = await main.pipeline.startExecution();
    await expect.poll(() => lines('ProcessingJobs'), { timeout: 30_000 }).toEqual(['preprocessing of version one']);

    await deployVersion('two', go);
    await writeFile(go, '');
    const old = await first.result();
    const renewed = await (await main.pipeline.startExecution()).result();

    expect(await lines('TrainingJobs', old.TrainingJobName)).toEqual(['training of version one']);
    expect(await lines('TrainingJobs', renewed.TrainingJobName)).toEqual(['training of version two']);
    expect(await lines('ProcessingJobs')).toEqual(['preprocessing of version one', 'preprocessing of version two']);
    const stateMachineArn = main.outputs['StateMachineArn'];
    const { definition = '' } = await main.sfn.send(new DescribeStateMachineCommand({ stateMachineArn }));
    const inUse = new Set(definition.match(/code\/[0-9a-f]{12}/g));
    const listing = new ListObjectsV2Command({ Bucket: main.bucketName, Prefix: 'code/', Delimiter: '/' });
    const { CommonPrefixes = [] } = await main.s3.send(listing);
    const published = CommonPrefixes.map(({ Prefix = '' }) => Prefix.replace(/\/$/, ''));
    expect(inUse.size).toBe(1);
    // The template's own, and both versions.
    expect(published).toHaveLength(3);
    expect(published).toContain([...inUse][0]);
  });
});
