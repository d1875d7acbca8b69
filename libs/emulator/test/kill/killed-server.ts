import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';

const SERVER = fileURLToPath(new URL('killable-server.ts', import.meta.url));
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
  readonly #port: string;
  #process: ChildProcess;

  private constructor(dataDir: string, process: ChildProcess, endpoint: string) {
    this.dataDir = dataDir;
    this.#process = process;
    this.#port = new URL(endpoint).port;
    const settings = {
      endpoint,
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
    const { child, endpoint } = await serve(dataDir, '0');
    return new KilledServer(dataDir, child, endpoint);
  }

  /** SIGKILL; resolves when the process is gone. */
  async kill(): Promise<void> {
    const gone = new Promise((done) => this.#process.once('exit', done));
    this.#process.kill('SIGKILL');
    await gone;
  }

  async restart(): Promise<void> {
    const { child } = await serve(this.dataDir, this.#port);
    this.#process = child;
  }
}

async function serve(dataDir: string, port: string): Promise<{ readonly child: ChildProcess; readonly endpoint: string }> {
  const child = spawn(process.execPath, ['--conditions=@stepmaker/source', '--no-warnings', SERVER, dataDir, port, PYTHON], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { value } = await createInterface({ input: child.stdout as NodeJS.ReadableStream })
    [Symbol.asyncIterator]()
    .next();
  if (typeof value !== 'string') throw new Error('the server did not start');
  return { child, endpoint: value };
}
