import { execFileSync } from 'node:child_process';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DescribeEndpointCommand,
  UpdateEndpointCommand,
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { KillableServer, until } from '@stepmaker/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKET, PYTHON, ROLE_ARN, SCIKIT_IMAGE, TestJobs } from './test-jobs.ts';

const ROUNDS = Number(process.env['STEPMAKER_KILL_ROUNDS'] ?? 4);
const EMULATOR = new URL('../../src/index.ts', import.meta.url);
const TRAIN = `
import os, time
time.sleep(0.05)
with open(os.environ.get('SAGEMAKER_BASE_DIR', '/opt/ml') + '/model/model', 'w') as file:
    file.write('trained')
`;

let testJobs: TestJobs;
let server: KillableServer;

async function serve(): Promise<void> {
  server = await KillableServer.start({ module: EMULATOR, options: { dataDir: testJobs.dataDir, pythonPath: PYTHON } });
  testJobs.connect(server.endpointUrl);
}

/** How many containers of this server's run. */
function containers(): number {
  const commands = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8', maxBuffer: 1 << 26 }).split('\n');
  return commands.filter((command) => command.includes(`stepmaker-supervisor ${testJobs.dataDir}`)).length;
}

beforeAll(async () => {
  testJobs = await TestJobs.open();
  await testJobs.put(
    'model/code/inference.py',
    `def model_fn(d): return None\ndef transform_fn(m, c, t, a): return c, 'text/csv'\n`,
  );
  const S3DataSource = { S3Uri: `s3://${BUCKET}/model/`, S3DataType: 'S3Prefix', CompressionType: 'None' } as const;
  const Environment = { SAGEMAKER_PROGRAM: 'inference.py', SAGEMAKER_SUBMIT_DIRECTORY: '/opt/ml/model/code' };
  const PrimaryContainer = { Image: SCIKIT_IMAGE, ModelDataSource: { S3DataSource }, Environment };
  await testJobs.sagemaker.send(new CreateModelCommand({ ModelName: 'model', ExecutionRoleArn: ROLE_ARN, PrimaryContainer }));
  const variant = { VariantName: 'all', ModelName: 'model', InstanceType: 'ml.t2.medium' as const, InitialInstanceCount: 1 };
  await testJobs.sagemaker.send(new CreateEndpointConfigCommand({ EndpointConfigName: 'config', ProductionVariants: [variant] }));
  await testJobs.stop();
  await serve();
  await testJobs.sagemaker.send(new CreateEndpointCommand({ EndpointName: 'endpoint', EndpointConfigName: 'config' }));
});
afterAll(async () => {
  await server.kill();
  await testJobs.start();
  await testJobs[Symbol.asyncDispose]();
});

describe('a server that is killed at any moment of a job and an update', () => {
  it.each(Array.from({ length: ROUNDS }, (_, round) => [round]))('finishes both after its restart (%i)', async (round) => {
    const millis = Math.random() * 350;
    const name = `job-${round}`;
    await testJobs.startTraining(name, TRAIN);
    const { EndpointStatus } = await testJobs.sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'endpoint' }));
    const update = new UpdateEndpointCommand({ EndpointName: 'endpoint', EndpointConfigName: 'config' });
    if (EndpointStatus === 'InService') await testJobs.sagemaker.send(update);
    await new Promise((resolve) => setTimeout(resolve, millis));
    await server.kill();

    await serve();

    const context = `killed after ${millis} ms`;
    expect(await testJobs.training(name), context).toMatchObject({ TrainingJobStatus: 'Completed' });
    expect(await testJobs.keys(`models/${name}/`), context).toEqual([`models/${name}/output/model.tar.gz`]);
    const endpoint = await testJobs.endpoint('endpoint');
    expect(endpoint, context).toMatchObject({ EndpointStatus: 'InService' });
    expect(endpoint.FailureReason, context).toBeUndefined();
    const { Body } = await testJobs.runtime.send(new InvokeEndpointCommand({ EndpointName: 'endpoint', Body: Buffer.from('1') }));
    expect(Body?.transformToString(), context).toBe('1');
    expect(
      await until(
        async () => containers(),
        (count) => count === 1,
      ),
    ).toBe(1);
  });
});
