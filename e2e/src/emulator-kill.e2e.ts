import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { ListEndpointConfigsCommand, ListEndpointsCommand, ListModelsCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { GetExecutionHistoryCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { coreTemplate } from '@stepmaker/pipeline-artifacts';
import { PipelineClient } from '@stepmaker/pipeline-sdk';
import { deployStack } from '@stepmaker/stack-deployer';
import { KillableServer, until } from '@stepmaker/testing';
import { describe, expect, it } from 'vitest';
import type { KillAtCallOptions, KillMarker } from './kill/kill-at-call.ts';

const STACK_NAME = 'ml-pipeline';
const QUOTA = "The account-level service limit 'ml.t2.medium for endpoint usage' is 0 Instances";
const CREATING: Kill = { killAt: 'endpoint-creating' };
const ENDED: Kill = { killAt: 'deployment-ended' };

type Kill = Pick<KillAtCallOptions, 'killAt' | 'refuse'>;

/** A pipeline on a server that kills itself, and what it left. */
async function runKilled(kill: Kill) {
  await using cleanUp = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'stepmaker-killed-'));
  cleanUp.defer(() => rm(dataDir, { recursive: true, force: true }));
  const markerFile = join(dataDir, 'killed');
  const server = await KillableServer.start({
    module: new URL('kill/kill-at-call.ts', import.meta.url),
    options: { dataDir, markerFile, ...kill },
  });
  cleanUp.use(server);
  const config = {
    endpoint: server.endpointUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const cloudformation = cleanUp.adopt(new CloudFormationClient(config), (client) => client.destroy());
  const outputs = (
    await deployStack({ cloudformation, stackName: STACK_NAME, templateBody: coreTemplate(), pollIntervalMillis: 20 })
  ).outputs;
  const pipeline = new PipelineClient({ ...config, stackName: STACK_NAME });
  const execution = await pipeline.startExecution({ Seed: 7 }, { name: 'killed' });
  await until(() => existsSync(markerFile));
  await server.kill();
  const { input: killedAt, time } = JSON.parse(await readFile(markerFile, 'utf8')) as KillMarker;
  await server.restart();

  const result = await execution.result().catch((error: unknown) => error);
  const sfn = cleanUp.adopt(new SFNClient(config), (client) => client.destroy());
  const sagemaker = cleanUp.adopt(new SageMakerClient(config), (client) => client.destroy());
  const stateMachineArn = `${outputs['DeploymentStateMachineArn']}`;
  const { executions = [] } = await sfn.send(new ListExecutionsCommand({ stateMachineArn }));
  // Newest first: the end of the nested execution is among the last events.
  const { events = [] } = await sfn.send(
    new GetExecutionHistoryCommand({ executionArn: execution.executionArn, reverseOrder: true }),
  );
  const end = events.find(({ taskSucceededEventDetails: success, taskFailedEventDetails: failure }) =>
    (success ?? failure)?.resource?.startsWith('startExecution'),
  );
  const { Endpoints = [] } = await sagemaker.send(new ListEndpointsCommand({}));
  const { EndpointConfigs = [] } = await sagemaker.send(new ListEndpointConfigsCommand({}));
  const { Models = [] } = await sagemaker.send(new ListModelsCommand({}));
  return {
    killedAt,
    result,
    sawEndAfterKill: (end?.timestamp?.getTime() ?? 0) > time,
    deployments: executions.map(({ executionArn, status }) => ({ executionArn, status })),
    endpoints: Endpoints.map(({ EndpointName, EndpointStatus }) => ({ EndpointName, EndpointStatus })),
    configs: EndpointConfigs.map(({ EndpointConfigName }) => EndpointConfigName),
    models: Models.map(({ ModelName }) => ModelName),
  };
}

describe('a server that is killed during a deployment, and started again', () => {
  it('finishes a deployment whose endpoint was being created, and creates nothing twice', async () => {
    const { killedAt, result, sawEndAfterKill, deployments, endpoints, configs, models } = await runKilled(CREATING);

    expect(result).toMatchObject({ EndpointName: killedAt['EndpointName'], EndpointAction: 'CREATED' });
    expect(sawEndAfterKill).toBe(true);
    expect(deployments).toEqual([{ executionArn: expect.any(String), status: 'SUCCEEDED' }]);
    expect(endpoints).toEqual([{ EndpointName: killedAt['EndpointName'], EndpointStatus: 'InService' }]);
    expect([configs, models].map(({ length }) => length)).toEqual([1, 1]);
  });

  it('lets the pipeline see the end of a deployment that had ended before', async () => {
    const { killedAt, result, sawEndAfterKill, deployments, endpoints, configs, models } = await runKilled(ENDED);

    expect(result).toMatchObject({ EndpointAction: 'CREATED' });
    expect(sawEndAfterKill).toBe(true);
    expect(deployments).toEqual([{ executionArn: killedAt['executionArn'], status: 'SUCCEEDED' }]);
    expect([endpoints, configs, models].map(({ length }) => length)).toEqual([1, 1, 1]);
  });

  it('keeps the first cause of a deployment that had failed before, and leaves nothing of it', async () => {
    const refuse = {
      service: 'sagemaker',
      operation: 'CreateEndpoint',
      code: 'ResourceLimitExceeded',
      message: QUOTA,
      times: 100,
    } as const;
    const { killedAt, result, sawEndAfterKill, deployments, endpoints, configs, models } = await runKilled({ ...ENDED, refuse });

    expect(result).toMatchObject({ name: 'ExecutionFailedError', failureCause: expect.stringContaining(QUOTA) });
    expect(sawEndAfterKill).toBe(true);
    expect(deployments).toEqual([{ executionArn: killedAt['executionArn'], status: 'FAILED' }]);
    expect([endpoints, configs, models]).toEqual([[], [], []]);
  });
});
