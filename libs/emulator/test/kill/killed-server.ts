import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { KillableServer } from '@stepmaker/testing';

const EMULATOR = new URL('../../src/index.ts', import.meta.url);
const VENV = resolve(import.meta.dirname, '../../../../.venv/bin/python');
const PYTHON = process.env['STEPMAKER_PYTHON'] ?? (existsSync(VENV) ? VENV : 'python3');

/** A server that is killed and started again on the same data and the same port, with clients of AWS's own. */
export class KilledServer {
  readonly sfn: SFNClient;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly sagemaker: SageMakerClient;
  readonly sns: SNSClient;
  readonly dataDir: string;
  readonly #server: KillableServer;

  private constructor(dataDir: string, server: KillableServer) {
    this.dataDir = dataDir;
    this.#server = server;
    const settings = {
      endpoint: server.endpointUrl,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    };
    this.sfn = new SFNClient(settings);
    this.iam = new IAMClient(settings);
    this.lambda = new LambdaClient(settings);
    this.s3 = new S3Client({ ...settings, forcePathStyle: true });
    this.sagemaker = new SageMakerClient(settings);
    this.sns = new SNSClient(settings);
  }

  static async start(dataDir: string): Promise<KilledServer> {
    const options = { dataDir, pythonPath: PYTHON };
    return new KilledServer(dataDir, await KillableServer.start({ module: EMULATOR, options }));
  }

  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void> {
    return this.#server.kill();
  }

  restart(): Promise<void> {
    return this.#server.restart();
  }
}
