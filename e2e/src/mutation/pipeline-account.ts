import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AuthorizationRecord, type Emulator, startEmulator } from '@stepmaker/emulator';
import { STAND_IN_SCRIPTS } from './stand-in-scripts.ts';
import type { Template } from './template.ts';

type Service = Parameters<Emulator['aws']['call']>[0];

/** End of an execution. */
export interface Ended {
  readonly status: string;
  readonly error?: string;
  readonly cause?: string;
  readonly executionArn: string;
}

const STACK = 'ml';

/** A separate account, in a separate embedded AWS, with the pipeline deployed and stand-ins for its scripts. */
export class PipelineAccount implements AsyncDisposable {
  readonly emulator: Emulator;
  /** Physical ids by logical ones. */
  resources: Readonly<Record<string, string>> = {};
  readonly #dataDir: string;

  private constructor(emulator: Emulator, dataDir: string) {
    this.emulator = emulator;
    this.#dataDir = dataDir;
  }

  static async open(onAuthorization: (record: AuthorizationRecord) => void): Promise<PipelineAccount> {
    const dataDir = await mkdtemp(join(tmpdir(), 'stepmaker-mutation-'));
    const emulator = await startEmulator({ port: 0, dataDir, onAuthorization, log: () => {} });
    return new PipelineAccount(emulator, dataDir);
  }

  /** Calls an operation as the account's root. */
  call<Output = Record<string, never>>(service: Service, operation: string, input: object = {}): Promise<Output> {
    return this.emulator.aws.call<Output>(service, operation, input, { caller: this.emulator.rootCaller });
  }

  /** Deploys the template; `CREATE_COMPLETE`, or the first reason why not. */
  async deploy(template: Template): Promise<string> {
    await this.call('cloudformation', 'CreateStack', {
      StackName: STACK,
      TemplateBody: JSON.stringify(template),
      Capabilities: ['CAPABILITY_IAM'],
      OnFailure: 'DO_NOTHING',
    });
    const status = await this.#settled();
    const { StackResources } = await this.call<{
      StackResources: { LogicalResourceId: string; PhysicalResourceId?: string }[];
    }>('cloudformation', 'DescribeStackResources', { StackName: STACK });
    this.resources = Object.fromEntries(
      StackResources.map(({ LogicalResourceId, PhysicalResourceId = '' }) => [LogicalResourceId, PhysicalResourceId]),
    );
    if (status !== 'CREATE_COMPLETE') return this.#reason(status);
    const Bucket = this.resources['Bucket'];
    const { Contents } = await this.call<{ Contents: { Key: string }[] }>('s3', 'ListObjectsV2', { Bucket, Prefix: 'code/' });
    const prefix = Contents[0]?.Key.replace(/[^/]+$/u, '') ?? '';
    for (const [name, text] of Object.entries(STAND_IN_SCRIPTS))
      await this.call('s3', 'PutObject', { Bucket, Key: `${prefix}${name}`, Body: Buffer.from(text) });
    return status;
  }

  /** Deletes the stack; `gone`, or the first reason why not. */
  async destroy(): Promise<string> {
    await this.call('cloudformation', 'DeleteStack', { StackName: STACK });
    const status = await this.#settled();
    return status === 'gone' ? status : this.#reason(status);
  }

  async start(name: string, input: object = {}): Promise<string> {
    const { executionArn } = await this.call<{ executionArn: string }>('stepfunctions', 'StartExecution', {
      stateMachineArn: this.resources['PipelineStateMachine'],
      name,
      input: JSON.stringify(input),
    });
    return executionArn;
  }

  /** Waits for the end of an execution and returns it. */
  async ended(executionArn: string): Promise<Ended> {
    for (;;) {
      const execution = await this.call<Ended>('stepfunctions', 'DescribeExecution', { executionArn });
      if (execution.status !== 'RUNNING') return execution;
      await pause();
    }
  }

  /** Waits until a job has written its first line; false where the execution ended before. */
  async jobSpeaks(kind: 'TrainingJob' | 'ProcessingJob', executionArn: string): Promise<boolean> {
    for (;;) {
      for (const name of await this.jobs(kind, 'InProgress')) if (await this.#hasSpoken(kind, name)) return true;
      const { status } = await this.call<Ended>('stepfunctions', 'DescribeExecution', { executionArn });
      if (status !== 'RUNNING') return false;
      await pause();
    }
  }

  /** Waits until a deployment runs; false where the execution ended before. */
  async deploys(executionArn: string): Promise<boolean> {
    for (;;) {
      if ((await this.deployments('RUNNING')).length > 0) return true;
      const { status } = await this.call<Ended>('stepfunctions', 'DescribeExecution', { executionArn });
      if (status !== 'RUNNING') return false;
      await pause();
    }
  }

  /** The ARNs of the deployment machine's executions in a status. */
  async deployments(statusFilter: string): Promise<readonly string[]> {
    const stateMachineArn = this.resources['DeploymentStateMachine'];
    const { executions } = await this.call<{ executions: { executionArn: string }[] }>('stepfunctions', 'ListExecutions', {
      stateMachineArn,
      statusFilter,
    });
    return executions.map((each) => each.executionArn);
  }

  /** Waits until a job of this name has written its first line, or has ended. */
  async jobCalledSpeaks(kind: 'TrainingJob' | 'ProcessingJob', name: string): Promise<void> {
    while (!(await this.#hasSpoken(kind, name)) && (await this.jobs(kind, 'InProgress')).includes(name)) await pause();
  }

  async #hasSpoken(kind: string, name: string): Promise<boolean> {
    const input = { logGroupName: `/aws/sagemaker/${kind}s`, logStreamNamePrefix: name };
    const log = await this.call<{ events: object[] }>('logs', 'FilterLogEvents', input).catch(() => undefined);
    return (log?.events.length ?? 0) > 0;
  }

  /** The names of jobs in a status. */
  async jobs(kind: 'TrainingJob' | 'ProcessingJob', StatusEquals: string): Promise<readonly string[]> {
    const page = await this.call<Record<string, Record<string, string>[]>>('sagemaker', `List${kind}s`, { StatusEquals });
    return (page[`${kind}Summaries`] ?? []).map((each) => each[`${kind}Name`] ?? '');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.emulator.close();
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  async #settled(): Promise<string> {
    for (;;) {
      const stack = await this.call<{ Stacks: { StackStatus: string }[] }>('cloudformation', 'DescribeStacks', {
        StackName: STACK,
      }).catch(() => undefined);
      const status = stack?.Stacks[0]?.StackStatus ?? 'gone';
      if (!status.endsWith('_IN_PROGRESS')) return status === 'DELETE_COMPLETE' ? 'gone' : status;
      await pause();
    }
  }

  async #reason(status: string): Promise<string> {
    const { StackEvents } = await this.call<{
      StackEvents: { ResourceStatus: string; LogicalResourceId: string; ResourceStatusReason?: string }[];
    }>('cloudformation', 'DescribeStackEvents', { StackName: STACK });
    const failed = StackEvents.filter(({ ResourceStatus }) => ResourceStatus.endsWith('_FAILED')).at(-1);
    return `${status}: ${failed?.LogicalResourceId} ${failed?.ResourceStatusReason}`;
  }
}

/** A moment between two looks. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 25));
}
