import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SFNClient } from '@aws-sdk/client-sfn';
import { coreTemplate } from '@stepmaker/pipeline-artifacts';
import { deployTemplate } from '@stepmaker/pipeline-local';
import type { PipelineClient, PipelineInput } from '@stepmaker/pipeline-sdk';
import { destroyStack } from '@stepmaker/stack-deployer';
import { RecordingPipeline, type StartedExecution } from './recording-pipeline.ts';

/** Settings of AWS clients for a target. */
export interface ClientConfig {
  /** @default - AWS */
  readonly endpoint?: string;
  readonly region: string;
  /** @default - the AWS credential chain */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The pipeline, deployed as a stack. Dispose it to delete the stack. */
export interface Deployment extends AsyncDisposable {
  readonly stackName: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly bucketName: string;
  readonly pipeline: PipelineClient;
  readonly sagemaker: SageMakerClient;
  readonly sfn: SFNClient;
  readonly s3: S3Client;
  /** Puts an object into the bucket until it is disposed. */
  placeObject(key: string, body: string): Promise<PlacedObject>;
  readObject(key: string): Promise<string>;
  /** Puts another text in place of one of the ML scripts until it is disposed. */
  replaceScript(name: 'preprocess.py' | 'train.py' | 'evaluate.py', text: string): Promise<AsyncDisposable>;
  /** Deletes the stack and waits until it is deleted. */
  destroy(): Promise<void>;
}

/** An object that a test has put into the bucket. */
export interface PlacedObject extends AsyncDisposable {
  /** `s3://bucket/key` */
  readonly uri: string;
}

/** A deployed pipeline and its clients. */
export interface DeploymentOptions {
  readonly clientConfig: ClientConfig;
  readonly stackName: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Receives each execution that is started. */
  readonly started: StartedExecution[];
  /** May refuse an execution before it is started, by throwing. */
  readonly onStart?: (input: PipelineInput) => void;
  /** Time between two requests for a stack's status, in milliseconds. */
  readonly pollIntervalMillis: number;
  /** The longest that the deletion of a stack may take. @default 600 */
  readonly deleteSeconds?: number;
}

/** Deploys the pipeline's template through CloudFormation. */
export async function deployPipeline({
  clientConfig,
  stackName,
  parameters = {},
  started,
  onStart,
  pollIntervalMillis,
  deleteSeconds = 600,
}: DeploymentOptions): Promise<Deployment> {
  const cloudformation = new CloudFormationClient(clientConfig);
  const s3 = new S3Client({ ...clientConfig, forcePathStyle: clientConfig.endpoint !== undefined });
  const sagemaker = new SageMakerClient(clientConfig);
  const sfn = new SFNClient(clientConfig);
  const templateBody = coreTemplate();
  const outputs = await deployTemplate({ cloudformation, stackName, templateBody, parameters, pollIntervalMillis });
  const bucketName = outputs['BucketName'] as string;
  const codePrefix = (outputs['CodeUri'] as string).slice(`s3://${bucketName}/`.length);

  const readObject = async (Key: string): Promise<string> => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucketName, Key }));
    return (await Body?.transformToString()) ?? '';
  };
  const writeObject = async (Key: string, Body: string): Promise<void> => {
    await s3.send(new PutObjectCommand({ Bucket: bucketName, Key, Body }));
  };
  let gone: Promise<void> | undefined;
  const destroy = (): Promise<void> =>
    (gone ??= deleteStack(cloudformation, stackName, { pollIntervalMillis, limitMillis: deleteSeconds * 1000 }));

  return {
    stackName,
    outputs,
    bucketName,
    pipeline: new RecordingPipeline({ ...clientConfig, stackName }, started, onStart),
    sagemaker,
    sfn,
    s3,
    readObject,
    async placeObject(key, body) {
      await writeObject(key, body);
      return {
        uri: `s3://${bucketName}/${key}`,
        async [Symbol.asyncDispose]() {
          await s3.send(new DeleteObjectCommand({ Bucket: bucketName, Key: key }));
        },
      };
    },
    async replaceScript(name, text) {
      const key = `${codePrefix}/${name}`;
      const original = await readObject(key);
      await writeObject(key, text);
      return {
        async [Symbol.asyncDispose]() {
          await writeObject(key, original);
        },
      };
    },
    destroy,
    async [Symbol.asyncDispose]() {
      // Who has destroyed it before has seen how that ended.
      if (gone === undefined) await destroy();
      for (const client of [cloudformation, s3, sagemaker, sfn]) client.destroy();
    },
  };
}

/**
 * Deletes a stack and waits until it is deleted.
 *
 * @throws Error with the first resource's reason when the stack cannot be deleted, or with the limit when it takes longer
 */
export async function deleteStack(
  cloudformation: CloudFormationClient,
  stackName: string,
  { pollIntervalMillis, limitMillis }: { readonly pollIntervalMillis: number; readonly limitMillis: number },
): Promise<void> {
  const signal = AbortSignal.timeout(limitMillis);
  try {
    await destroyStack({ cloudformation, stackName, pollIntervalMillis, signal });
  } catch (error) {
    if (error !== signal.reason) throw error;
    throw new Error(`The stack ${stackName} was not deleted within ${limitMillis / 1000} seconds`, { cause: error });
  }
}
