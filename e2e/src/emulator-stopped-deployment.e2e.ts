import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DescribeExecutionCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { type Emulator, startEmulator } from '@stepmaker/emulator';
import { coreTemplate } from '@stepmaker/pipeline-artifacts';
import { PipelineClient } from '@stepmaker/pipeline-sdk';
import { deployStack } from '@stepmaker/stack-deployer';
import { until } from '@stepmaker/testing';
import { describe, expect, it } from 'vitest';
import { historyOf } from './suites/history.ts';

const STACK_NAME = 'ml-pipeline';

/** Stops an execution when its deployment first describes the endpoint, which is being created then. */
async function stopInDeployment({ aws, faults, rootCaller, region }: Emulator, executionArn: string): Promise<void> {
  let stopped: Promise<unknown> | undefined;
  using _observed = faults.refuse({
    service: 'sagemaker',
    operation: 'DescribeEndpoint',
    code: 'InternalFailure',
    message: 'Observed only',
    when: () => {
      stopped ??= aws.call('stepfunctions', 'StopExecution', { executionArn }, { caller: rootCaller, region });
      return false;
    },
  });
  await until(() => stopped !== undefined);
  await stopped;
}

describe('an execution that is stopped while its deployment runs', () => {
  it('stops the deployment, and when redriven starts another, which observes the endpoint before it changes it', async () => {
    await using cleanUp = new AsyncDisposableStack();
    const dataDir = await mkdtemp(join(tmpdir(), 'stepmaker-stopped-'));
    cleanUp.defer(() => rm(dataDir, { recursive: true, force: true }));
    const emulator = cleanUp.use(await startEmulator({ dataDir }));
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const config = { endpoint: emulator.endpointUrl, region: 'us-east-1', credentials };
    const cloudformation = cleanUp.adopt(new CloudFormationClient(config), (client) => client.destroy());
    const sfn = cleanUp.adopt(new SFNClient(config), (client) => client.destroy());
    const options = { cloudformation, stackName: STACK_NAME, templateBody: coreTemplate(), pollIntervalMillis: 20 };
    const { DeploymentStateMachineArn: stateMachineArn } = (await deployStack(options)).outputs;
    const statuses = async (): Promise<(string | undefined)[]> =>
      ((await sfn.send(new ListExecutionsCommand({ stateMachineArn }))).executions ?? []).map(({ status }) => status);

    const execution = await new PipelineClient({ ...config, stackName: STACK_NAME }).startExecution({ Seed: 7 });
    const { executionArn } = execution;
    await stopInDeployment(emulator, executionArn);
    expect(await sfn.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({ status: 'ABORTED' });
    expect(await until(statuses, ([status]) => status !== 'RUNNING')).toEqual(['ABORTED']);

    await execution.redrive();
    expect(await execution.result()).toMatchObject({ EndpointAction: 'UPDATED' });
    const { executions: [redriven, ...others] = [] } = await sfn.send(new ListExecutionsCommand({ stateMachineArn }));
    const states = (await historyOf(sfn, `${redriven?.executionArn}`)).flatMap(
      ({ stateEnteredEventDetails: entered }) => entered?.name ?? [],
    );
    expect([redriven?.status, ...others.map(({ status }) => status)]).toEqual(['SUCCEEDED', 'ABORTED']);
    expect(states).not.toContain('CreateEndpoint');
    expect(states.indexOf('DescribeEndpoint')).toBeLessThan(states.indexOf('UpdateEndpoint'));
  });
});
