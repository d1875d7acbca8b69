import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { type EmulatorOptions, startEmulator } from '@stepmaker/emulator';
import { coreTemplate } from '@stepmaker/pipeline-artifacts';
import { type EndpointClient, PipelineClient } from '@stepmaker/pipeline-sdk';
import { downloadObject, readObject, uploadDataset } from '@stepmaker/pipeline-sdk/node';
import { deployTemplate } from './deploy-template.ts';

/** Options of the embedded AWS and of its deployment. */
export interface LocalOptions {
  /** Port on the loopback interface; 0 takes a free one. @default 0 */
  readonly port?: number;
  /** Directory of all data. @default - a new temporary directory, removed at the end */
  readonly dataDir?: string;
  /** @default `ml-pipeline` */
  readonly stackName?: string;
  /** Parameters of the template. @default - the template's defaults */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Template to deploy. @default - the core template of `@stepmaker/pipeline-artifacts` */
  readonly templateFile?: string;
  /** @default - `STEPMAKER_PYTHON`, else the nearest `.venv` in the working directory or above it, then above this package, else `python3` */
  readonly pythonPath?: string;
  /** Hosts and origins that may reach the server, and the receiver of its warnings. @default - this machine; standard error */
  readonly emulator?: Pick<EmulatorOptions, 'host' | 'allowHosts' | 'allowOrigins' | 'log'>;
  /** Ends the start: what has been started is stopped again. */
  readonly signal?: AbortSignal;
}

/** Settings of AWS clients for the embedded AWS. */
export interface LocalClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The embedded AWS with the pipeline deployed to it. Dispose it to end every process and, if it was temporary, remove its data. */
export interface LocalPipeline extends AsyncDisposable {
  /** `http://127.0.0.1:4566` */
  readonly endpointUrl: string;
  readonly clientConfig: LocalClientConfig;
  /** Directory of all data. */
  readonly dataDir: string;
  readonly stackName: string;
  /** The outputs of the deployed stack. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly bucketName: string;
  readonly pipeline: PipelineClient;
  endpoint(endpointName: string): EndpointClient;
  /** Uploads a file under `raw-data/` and gives its `s3://` URI. */
  uploadDataset(file: string, name: string): Promise<string>;
  /** Downloads an object of the bucket to a file. */
  downloadObject(key: string, file: string): Promise<void>;
  /** The text of an object of the bucket. */
  readObject(key: string): Promise<string>;
}

const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' } as const;

/**
 * Starts the embedded AWS in this process, deploys the pipeline's template to it and gives a client.
 *
 * @example
 * await using local = await startLocal();
 * const execution = await local.pipeline.startExecution();
 * const { EndpointName } = await execution.result();
 * @throws Error when the port or the data directory is in use, or the stack cannot be deployed
 */
export async function startLocal(options: LocalOptions = {}): Promise<LocalPipeline> {
  const { port = 0, stackName = 'ml-pipeline', parameters = {}, templateFile } = options;
  const templateBody = templateFile === undefined ? coreTemplate() : await readTemplate(templateFile);
  await using stack = new AsyncDisposableStack();
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'stepmaker-')));
  if (options.dataDir === undefined) stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const emulator = await startEmulator({
    ...options.emulator,
    port,
    dataDir,
    ...(options.pythonPath !== undefined && { pythonPath: options.pythonPath }),
  });
  stack.use(emulator);
  const clientConfig: LocalClientConfig = { endpoint: emulator.endpointUrl, region: 'us-east-1', credentials: LOCAL_CREDENTIALS };
  const cloudformation = new CloudFormationClient(clientConfig);
  stack.defer(() => cloudformation.destroy());
  const outputs = await deployTemplate({ cloudformation, stackName, templateBody, parameters, signal: options.signal });
  const pipeline = new PipelineClient({ ...clientConfig, stackName });
  stack.defer(() => pipeline.destroy());
  const bucketName = outputs['BucketName'] as string;
  const owned = stack.move();
  return {
    endpointUrl: emulator.endpointUrl,
    clientConfig,
    dataDir,
    stackName,
    outputs,
    bucketName,
    pipeline,
    endpoint: (endpointName) => pipeline.endpoint(endpointName),
    uploadDataset: async (file, name) => (await uploadDataset(pipeline, file, { name, check: false })).uri,
    downloadObject: async (key, file) => {
      await downloadObject(pipeline, `s3://${bucketName}/${key}`, { to: file });
    },
    readObject: (key) => readObject(pipeline, `s3://${bucketName}/${key}`),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function readTemplate(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(`No template at ${file} (templateFile)`, { cause });
  });
}
