import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  StopTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { KillableServer, until } from '@stepmaker/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BUCKET, PYTHON, ROLE_ARN, SCIKIT_IMAGE, TestJobs } from './test-jobs.ts';

let testJobs: TestJobs;
/** Where scripts report that they have begun, and find the request to continue; outside of the job's own directories. */
let signs: string;
let server: KillableServer | undefined;

beforeEach(async () => {
  testJobs = await TestJobs.open();
  signs = join(testJobs.dataDir, 'signs');
  mkdirSync(signs);
});
afterEach(async () => {
  await server?.kill();
  server = undefined;
  await testJobs.stop();
  await testJobs.start();
  await testJobs[Symbol.asyncDispose]();
});

/** Says its process id once for each run, then waits for a sign. */
const waiting = (): string => `
import os, time
with open(${JSON.stringify(join(signs, 'pids'))}, 'a') as file:
    file.write('%d\\n' % os.getpid())
print('begun')
while not os.path.exists(${JSON.stringify(join(signs, 'go'))}):
    time.sleep(0.01)
print('gone on')
open(os.environ.get('SAGEMAKER_BASE_DIR', '/opt/ml') + '/model/done', 'w').close()
`;

/** The process ids of the runs so far, once there are so many. */
async function runs(count: number): Promise<number[]> {
  const read = async (): Promise<number[]> =>
    existsSync(join(signs, 'pids'))
      ? [...readFileSync(join(signs, 'pids'), 'utf8').matchAll(/(\d+)\n/g)].map(([, pid]) => Number(pid))
      : [];
  return until(read, (pids) => pids.length >= count);
}

const goOn = (): void => writeFileSync(join(signs, 'go'), '');

/** A field of `ps`; empty when the process does not exist. */
const ps = (field: string, pid: number): string =>
  spawnSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();

/** Whether a process lives; one that is dead but not buried does not. */
const alive = (pid: number): boolean => !['', 'Z'].includes(ps('stat', pid).slice(0, 1));

/** Takes the emulator into a separate process, which can be killed. */
async function serveApart(): Promise<void> {
  await testJobs.stop();
  server = await KillableServer.start({
    module: new URL('../../src/index.ts', import.meta.url),
    options: { dataDir: testJobs.dataDir, pythonPath: PYTHON },
  });
  testJobs.connect(server.endpointUrl);
}

async function killServer(): Promise<void> {
  await server?.kill();
  server = undefined;
}

describe('when the server is killed', () => {
  it('a running job continues and is taken up by the next server', async () => {
    await serveApart();
    await testJobs.startTraining('adopted', waiting());
    const [pid = 0] = await runs(1);
    await killServer();
    expect(alive(pid)).toBe(true);

    await testJobs.start();
    goOn();

    expect(await testJobs.training('adopted')).toMatchObject({ TrainingJobStatus: 'Completed' });
    expect(await runs(1)).toEqual([pid]);
    expect(await testJobs.messages('/aws/sagemaker/TrainingJobs', 'adopted/')).toEqual(
      expect.arrayContaining(['begun', 'gone on']),
    );
  });

  it('a job that ends meanwhile is found ended', async () => {
    await serveApart();
    await testJobs.startTraining('ended', waiting());
    const [pid = 0] = await runs(1);
    await killServer();
    goOn();
    await until(
      async () => alive(pid),
      (lives) => !lives,
    );

    await testJobs.start();

    expect(await testJobs.training('ended')).toMatchObject({ TrainingJobStatus: 'Completed' });
    expect(await runs(1)).toEqual([pid]);
    expect(await testJobs.keys('models/ended/')).toEqual(['models/ended/output/model.tar.gz']);
  });

  it('a job that was killed with it runs again under the same record', async () => {
    await serveApart();
    await testJobs.startTraining('again', waiting());
    const [pid = 0] = await runs(1);
    await killServer();
    killSession(pid);
    await until(
      async () => alive(pid),
      (lives) => !lives,
    );

    await testJobs.start();
    await runs(2);
    goOn();

    expect(await testJobs.training('again')).toMatchObject({ TrainingJobStatus: 'Completed' });
    expect(await runs(2)).toHaveLength(2);
  });

  it('an endpoint continues serving with the same container', async () => {
    await serveApart();
    await makeEndpoint();
    const before = await pidOfServer();
    await killServer();
    expect(alive(before)).toBe(true);

    await testJobs.start();

    expect(await testJobs.endpoint('survivor')).toMatchObject({ EndpointStatus: 'InService' });
    expect(await pidOfServer()).toBe(before);
  });
});

describe('when the server is stopped', () => {
  it('no process is left, and the next server runs the job from its start', async () => {
    await testJobs.startTraining('interrupted', waiting());
    await makeEndpoint();
    const [job = 0] = await runs(1);
    const container = await pidOfServer();

    await testJobs.stop();
    expect([alive(job), alive(container)]).toEqual([false, false]);

    await testJobs.start();
    await runs(2);
    goOn();
    expect(await testJobs.training('interrupted')).toMatchObject({ TrainingJobStatus: 'Completed' });
    expect(await pidOfServer()).not.toBe(container);
  });

  it('a job that was asked to stop does not run again', async () => {
    await testJobs.startTraining('stopping', `import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n${waiting()}`);
    await runs(1);
    await testJobs.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: 'stopping' }));

    await testJobs.stop();
    await testJobs.start();

    expect(await testJobs.training('stopping')).toMatchObject({ TrainingJobStatus: 'Stopped' });
    expect(await runs(1)).toHaveLength(1);
  });
});

/** Ends a job with its supervisor, as the end of the machine would. */
function killSession(pid: number): void {
  process.kill(-Number(ps('pgid', pid)), 'SIGKILL');
}

async function makeEndpoint(): Promise<void> {
  const script = `import os\ndef model_fn(d): return None\ndef transform_fn(m, c, t, a): return str(os.getpid()), 'text/csv'\n`;
  await testJobs.put('model/code/inference.py', script);
  await testJobs.sagemaker.send(
    new CreateModelCommand({
      ModelName: 'model',
      ExecutionRoleArn: ROLE_ARN,
      PrimaryContainer: {
        Image: SCIKIT_IMAGE,
        ModelDataSource: { S3DataSource: { S3Uri: `s3://${BUCKET}/model/`, S3DataType: 'S3Prefix', CompressionType: 'None' } },
        Environment: { SAGEMAKER_PROGRAM: 'inference.py', SAGEMAKER_SUBMIT_DIRECTORY: '/opt/ml/model/code' },
      },
    }),
  );
  const variant = { VariantName: 'all', ModelName: 'model', InstanceType: 'ml.t2.medium' as const, InitialInstanceCount: 1 };
  await testJobs.sagemaker.send(new CreateEndpointConfigCommand({ EndpointConfigName: 'config', ProductionVariants: [variant] }));
  await testJobs.sagemaker.send(new CreateEndpointCommand({ EndpointName: 'survivor', EndpointConfigName: 'config' }));
  expect(await testJobs.endpoint('survivor')).toMatchObject({ EndpointStatus: 'InService' });
}

async function pidOfServer(): Promise<number> {
  const { Body } = await testJobs.runtime.send(new InvokeEndpointCommand({ EndpointName: 'survivor', Body: Buffer.from('') }));
  return Number(Body?.transformToString());
}
