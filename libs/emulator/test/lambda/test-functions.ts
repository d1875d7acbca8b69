import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, type CreateFunctionCommandInput, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { zip } from '../../src/services/lambda/zip.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/start-emulator.ts';

/** A call of a function, read. */
export interface Invoked {
  readonly payload: unknown;
  readonly functionError: string | undefined;
  readonly log: string;
  readonly executedVersion: string | undefined;
}

/** A server with a role for functions, and clients of AWS's own. */
export class TestFunctions implements AsyncDisposable {
  readonly emulator: Emulator;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly roleArn: string;
  readonly #dataDir: string;

  private constructor(emulator: Emulator, dataDir: string, roleArn: string) {
    const settings = clientSettings(emulator.endpointUrl);
    this.emulator = emulator;
    this.#dataDir = dataDir;
    this.roleArn = roleArn;
    this.lambda = new LambdaClient(settings);
    this.logs = new CloudWatchLogsClient(settings);
  }

  static async open(options: EmulatorOptions = {}): Promise<TestFunctions> {
    const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'stepmaker-lambda-'));
    const emulator = await startEmulator({ port: 0, dataDir, ...options });
    const iam = new IAMClient(clientSettings(emulator.endpointUrl));
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    });
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName: 'function-role', AssumeRolePolicyDocument }));
    const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'function-role', PolicyArn }));
    return new TestFunctions(emulator, dataDir, Role?.Arn ?? '');
  }

  /** Makes a function of one file. */
  async create(name: string, files: Record<string, string>, more: Partial<CreateFunctionCommandInput> = {}): Promise<string> {
    const { FunctionArn } = await this.lambda.send(
      new CreateFunctionCommand({
        FunctionName: name,
        Role: this.roleArn,
        Runtime: 'index.py' in files ? 'python3.12' : 'nodejs24.x',
        Handler: 'index.handler',
        Code: { ZipFile: zip(files) },
        ...more,
      }),
    );
    return FunctionArn ?? '';
  }

  async invoke(name: string, event: unknown = {}): Promise<Invoked> {
    const { Payload, FunctionError, LogResult, ExecutedVersion } = await this.lambda.send(
      new InvokeCommand({ FunctionName: name, Payload: Buffer.from(JSON.stringify(event)), LogType: 'Tail' }),
    );
    return {
      payload: JSON.parse(Buffer.from(Payload ?? []).toString()) as unknown,
      functionError: FunctionError,
      log: Buffer.from(LogResult ?? '', 'base64').toString(),
      executedVersion: ExecutedVersion,
    };
  }

  /** The messages in a function's log group. */
  async messages(name: string): Promise<string[]> {
    const { events = [] } = await this.logs.send(new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${name}` }));
    return events.map(({ message = '' }) => message);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.emulator.close();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}

/** Settings of a client that reaches a server. */
export function clientSettings(endpoint: string): {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  maxAttempts: number;
} {
  return { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 1 };
}
