import { join } from 'node:path';
import { startEmulator } from '@stepmaker/emulator';
import { dockerIsMissing } from '../containers.ts';
import { deployPipeline } from '../deployment.ts';
import { HurriedClock } from '../hurried-clock.ts';
import type { StartedExecution } from '../recording-pipeline.ts';
import { makeRunDirectory, processesBelow, sweepKilledRuns } from '../run-directory.ts';
import type { Target, TargetKind } from '../target.ts';
import { localStackImages } from './images.ts';
import { LoopbackLocalStack } from './loopback-localstack.ts';
import { addressForContainers, freePort, HOST_NAME } from './network.ts';

/** Factor of SageMaker's hurried time; Step Functions has LocalStack's own clock. */
const RATE = 30;

/** LocalStack: its CloudFormation, S3, IAM, Lambda, SNS and Step Functions, with the embedded AWS for SageMaker only. */
export const localStackKind: TargetKind = {
  name: 'localstack',
  title: 'LocalStack',
  can: {
    'local-processes': true,
    'fault-injection': true,
    'hurried-jobs': true,
    'hurried-waits': 'LocalStack’s Step Functions waits in real time',
    redrive: 'LocalStack 4.14 has no RedriveExecution',
    queues: true,
    observability: 'LocalStack 4.14’s CloudFormation makes no dashboards',
    budgets: 'LocalStack 4.14 knows no budgets',
    'function-log-groups': 'LocalStack 4.14 takes a LoggingConfig and does not follow it',
    'delete-in-mid-run': true,
  },
  missing: async () => {
    const why = await dockerIsMissing();
    if (why === undefined) return undefined;
    return `LocalStack runs in Docker, and there is none here (${why}). Install Docker and start it: on Debian as root, apt-get install docker.io && dockerd &`;
  },
  start: startLocalStackTarget,
  executionMillis: 180_000,
};

/** Starts the embedded AWS, and LocalStack in a container beside it, and deploys the pipeline. */
export async function startLocalStackTarget(): Promise<Target> {
  await sweepKilledRuns();
  const images = await localStackImages();
  await using stack = new AsyncDisposableStack();
  const run = stack.use(makeRunDirectory());
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const clock = new HurriedClock();
  const lines: string[] = [];
  const emulator = stack.use(
    await startEmulator({
      host: await addressForContainers(),
      port: 0,
      allowHosts: [HOST_NAME],
      dataDir: join(run.path, 'data'),
      externalServices: { s3: endpoint, logs: endpoint, cloudwatch: endpoint },
      rolesOnTrust: true,
      clock,
      log: (level, message) => lines.push(`${new Date().toISOString()} ${level} ${message}`),
    }),
  );
  const localstack = new LoopbackLocalStack(images, run.id, port);
  localstack.withEnvironment({ SAGEMAKER_ENDPOINT_URL: `http://${HOST_NAME}:${emulator.port}` });
  const withLog = (error: Error): never => {
    throw new Error(`${error.message}\n${localstack.log(60)}`, { cause: error });
  };
  const container = await localstack.start().catch(withLog);
  stack.defer(async () => {
    await container.stop();
  });

  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const clientConfig = { endpoint, region: emulator.region, credentials };
  const started: StartedExecution[] = [];
  const deploy: Target['deploy'] = (stackName) => deployPipeline({ clientConfig, stackName, started, pollIntervalMillis: 500 });
  const main = await deploy('ml-pipeline').catch(withLog);
  const owned = stack.move();
  return {
    kind: localStackKind,
    clientConfig,
    main,
    deploy,
    started,
    faults: emulator.faults,
    hurry: () => clock.hurry(RATE),
    processes: async () => processesBelow(run.path).map(({ command }) => command),
    log: async () => [localstack.log(), '--- SageMaker', ...lines].join('\n'),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
