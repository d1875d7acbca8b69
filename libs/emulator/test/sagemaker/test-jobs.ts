import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateProcessingJobCommand,
  type CreateProcessingJobCommandInput,
  CreateTrainingJobCommand,
  type CreateTrainingJobCommandInput,
  DescribeEndpointCommand,
  type DescribeEndpointCommandOutput,
  DescribeProcessingJobCommand,
  type DescribeProcessingJobCommandOutput,
  DescribeTrainingJobCommand,
  type DescribeTrainingJobCommandOutput,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { until } from '@stepmaker/testing';
import { type Emulator, type FaultInjection, startEmulator } from '../../src/index.ts';

// Real processes on a machine that does other things too.

/** An image whose model server and script mode are stood in for. */
export const SCIKIT_IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:1.4-2-py312-cpu-py3';
export const BUCKET = 'test-jobs';
export const ROLE_ARN = 'arn:aws:iam::000000000000:role/job-role';

const TRUST = { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' };
const ALLOW_ALL = { Effect: 'Allow', Action: '*', Resource: '*' };
export const PYTHON = process.env['STEPMAKER_PYTHON'] ?? venvPython();

function venvPython(): string {
  const own = resolve(import.meta.dirname, '../../../../.venv/bin/python');
  return existsSync(own) ? own : 'python3';
}

/** An emulator with a bucket and a role for jobs, and short words for what tests do with them. */
export class TestJobs implements AsyncDisposable {
  readonly dataDir: string;
  readonly log: string[] = [];
  #emulator: Emulator | undefined;
  s3!: S3Client;
  sagemaker!: SageMakerClient;
  runtime!: SageMakerRuntimeClient;

  private constructor(dataDir: string) {
    this.dataDir = dataDir;
  }

  static async open(): Promise<TestJobs> {
    const testJobs = new TestJobs(mkdtempSync(join(tmpdir(), 'stepmaker-jobs-')));
    await testJobs.start();
    const role = { RoleName: 'job-role', AssumeRolePolicyDocument: policy(TRUST) };
    await testJobs.call('iam', 'CreateRole', role);
    await testJobs.call('iam', 'PutRolePolicy', { RoleName: 'job-role', PolicyName: 'all', PolicyDocument: policy(ALLOW_ALL) });
    await testJobs.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    return testJobs;
  }

  /** Starts the emulator, again if need be, on the same data. */
  async start(): Promise<void> {
    this.#emulator = await startEmulator({
      port: 0,
      dataDir: this.dataDir,
      pythonPath: PYTHON,
      log: (level, message) => this.log.push(`${level} ${message}`),
    });
    this.connect(this.#emulator.endpointUrl);
  }

  /** Points the clients at a server. */
  connect(endpoint: string): void {
    const configuration = {
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    };
    this.s3 = new S3Client({ ...configuration, forcePathStyle: true });
    this.sagemaker = new SageMakerClient(configuration);
    this.runtime = new SageMakerRuntimeClient(configuration);
  }

  async stop(): Promise<void> {
    await this.#emulator?.close();
    this.#emulator = undefined;
  }

  /** Injected faults. */
  get faults(): FaultInjection {
    if (this.#emulator === undefined) throw new Error('the emulator is not running');
    return this.#emulator.faults;
  }

  /** Calls an operation in process, as the root. */
  call<Output = Record<string, unknown>>(
    service: 'ec2' | 'iam' | 'logs' | 'cloudwatch' | 'application-autoscaling',
    operation: string,
    given: object,
  ): Promise<Output> {
    const emulator = this.#emulator;
    if (emulator === undefined) throw new Error('the emulator is not running');
    return emulator.aws.call<Output>(service, operation, given, { caller: emulator.rootCaller });
  }

  async put(key: string, body: string): Promise<void> {
    await this.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: body }));
  }

  async text(key: string): Promise<string> {
    const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
    return (await Body?.transformToString()) ?? '';
  }

  async bytes(key: string): Promise<Uint8Array> {
    const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  }

  async keys(prefix: string): Promise<string[]> {
    const { Contents = [] } = await this.s3.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: prefix }));
    return Contents.map(({ Key = '' }) => Key);
  }

  /** Starts a processing job that runs a Python script. */
  async startProcessing(name: string, script: string, more: Partial<CreateProcessingJobCommandInput> = {}): Promise<void> {
    await this.put(`code/${name}/script.py`, script);
    const { ProcessingInputs = [], AppSpecification, ...rest } = more;
    const code = input('code', `s3://${BUCKET}/code/${name}/`);
    await this.sagemaker.send(
      new CreateProcessingJobCommand({
        ProcessingJobName: name,
        RoleArn: ROLE_ARN,
        AppSpecification: {
          ImageUri: SCIKIT_IMAGE,
          ContainerEntrypoint: ['python3', '/opt/ml/processing/input/code/script.py'],
          ...AppSpecification,
        },
        ProcessingResources: { ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 10 } },
        ProcessingInputs: [code, ...ProcessingInputs],
        ...rest,
      }),
    );
  }

  /** Starts a training job that runs a Python script from its channel `code`. */
  async startTraining(name: string, script: string, more: Partial<CreateTrainingJobCommandInput> = {}): Promise<void> {
    await this.put(`code/${name}/script.py`, script);
    const { InputDataConfig = [], AlgorithmSpecification, ...rest } = more;
    await this.sagemaker.send(
      new CreateTrainingJobCommand({
        TrainingJobName: name,
        RoleArn: ROLE_ARN,
        AlgorithmSpecification: {
          TrainingImage: SCIKIT_IMAGE,
          TrainingInputMode: 'File',
          ContainerEntrypoint: ['python3', '/opt/ml/input/data/code/script.py'],
          ...AlgorithmSpecification,
        },
        InputDataConfig: [channel('code', `s3://${BUCKET}/code/${name}/`), ...InputDataConfig],
        OutputDataConfig: { S3OutputPath: `s3://${BUCKET}/models` },
        ResourceConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 10 },
        StoppingCondition: { MaxRuntimeInSeconds: 600 },
        ...rest,
      }),
    );
  }

  processing(name: string, wanted = ended): Promise<DescribeProcessingJobCommandOutput> {
    const describe = () => this.sagemaker.send(new DescribeProcessingJobCommand({ ProcessingJobName: name }));
    return until(describe, ({ ProcessingJobStatus = '' }) => wanted(ProcessingJobStatus));
  }

  training(name: string, wanted = ended): Promise<DescribeTrainingJobCommandOutput> {
    const describe = () => this.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: name }));
    return until(describe, ({ TrainingJobStatus = '' }) => wanted(TrainingJobStatus));
  }

  endpoint(
    name: string,
    wanted = (status: string) => status !== 'Creating' && status !== 'Updating',
  ): Promise<DescribeEndpointCommandOutput> {
    const describe = () => this.sagemaker.send(new DescribeEndpointCommand({ EndpointName: name }));
    return until(describe, ({ EndpointStatus = '' }) => wanted(EndpointStatus));
  }

  /** The messages of a log stream that begins so. */
  async messages(logGroupName: string, logStreamNamePrefix: string): Promise<string[]> {
    const { events } = await this.call<{ events?: { message?: string }[] }>('logs', 'FilterLogEvents', {
      logGroupName,
      logStreamNamePrefix,
    });
    return (events ?? []).map(({ message = '' }) => message);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

export function input(name: string, uri: string) {
  const S3Input = {
    S3Uri: uri,
    LocalPath: `/opt/ml/processing/input/${name}`,
    S3DataType: 'S3Prefix',
    S3InputMode: 'File',
  } as const;
  return { InputName: name, S3Input };
}

export function output(name: string, uri: string) {
  return {
    OutputName: name,
    S3Output: { S3Uri: uri, LocalPath: `/opt/ml/processing/output/${name}`, S3UploadMode: 'EndOfJob' as const },
  };
}

export function channel(name: string, uri: string) {
  return { ChannelName: name, DataSource: { S3DataSource: { S3DataType: 'S3Prefix' as const, S3Uri: uri } } };
}

const ended = (status: string): boolean => status !== 'InProgress' && status !== 'Stopping';

function policy(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
