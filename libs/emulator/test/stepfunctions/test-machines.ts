import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@stepmaker/testing';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/index.ts';

/** Output of DescribeExecution. */
export interface Described {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: string;
  readonly startDate: Date;
  readonly stopDate?: Date;
  readonly input?: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly redriveCount?: number;
  readonly redriveStatus?: string;
  readonly redriveStatusReason?: string;
}

/** A history event, as far as tests look at it. */
export interface Event {
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
  readonly timestamp: Date;
  readonly [details: string]: unknown;
}

const ROLE = 'machine-role';
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: ['states.amazonaws.com', 'lambda.amazonaws.com'] }, Action: 'sts:AssumeRole' },
  ],
});
const ALLOW_ALL = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

/** Names machines differently, whichever server they are created on. */
let machines = 0;

/** An emulator with a role for state machines, and short words for what tests do with them. */
export class TestMachines {
  readonly emulator: Emulator;
  readonly roleArn: string;
  readonly #dataDir: string;

  private constructor(emulator: Emulator, dataDir: string, roleArn: string) {
    this.emulator = emulator;
    this.#dataDir = dataDir;
    this.roleArn = roleArn;
  }

  static async open(options: EmulatorOptions = {}): Promise<TestMachines> {
    const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'stepmaker-sfn-'));
    const emulator = await startEmulator({ port: 0, ...options, dataDir });
    const caller = emulator.rootCaller;
    const { Role } = await emulator.aws.call<{ Role: { Arn: string } }>(
      'iam',
      'CreateRole',
      { RoleName: ROLE, AssumeRolePolicyDocument: TRUST },
      { caller },
    );
    await emulator.aws.call('iam', 'PutRolePolicy', { RoleName: ROLE, PolicyName: 'all', PolicyDocument: ALLOW_ALL }, { caller });
    return new TestMachines(emulator, dataDir, Role.Arn);
  }

  /** Starts another server on the data of one that was closed. */
  static async reopen(dataDir: string): Promise<TestMachines> {
    const emulator = await startEmulator({ port: 0, dataDir });
    return new TestMachines(emulator, dataDir, `arn:aws:iam::${emulator.account}:role/${ROLE}`);
  }

  /** Calls an operation of Step Functions. */
  call<Output = Record<string, unknown>>(operation: string, input: object = {}, signal?: AbortSignal): Promise<Output> {
    const options = { caller: this.emulator.rootCaller, ...(signal === undefined ? {} : { signal }) };
    return this.emulator.aws.call<Output>('stepfunctions', operation, input, options);
  }

  /** Creates a state machine from its states, the first of which it starts at; answers its ARN. */
  async create(states: object, type: 'STANDARD' | 'EXPRESS' = 'STANDARD', more: object = {}): Promise<string> {
    machines += 1;
    const { stateMachineArn } = await this.call<{ stateMachineArn: string }>('CreateStateMachine', {
      name: `machine-${machines}`,
      definition: JSON.stringify({ StartAt: Object.keys(states)[0], States: states }),
      roleArn: this.roleArn,
      type,
      ...more,
    });
    return stateMachineArn;
  }

  async start(stateMachineArn: string, input: unknown = {}, name?: string): Promise<string> {
    const { executionArn } = await this.call<{ executionArn: string }>('StartExecution', {
      stateMachineArn,
      input: JSON.stringify(input),
      ...(name === undefined ? {} : { name }),
    });
    return executionArn;
  }

  describe(executionArn: string): Promise<Described> {
    return this.call<Described>('DescribeExecution', { executionArn });
  }

  /** The execution, once `wanted` holds of it: at its end unless said otherwise. */
  async until(
    executionArn: string,
    wanted: (execution: Described) => boolean | Promise<boolean> = ({ status }) => status !== 'RUNNING',
  ): Promise<Described> {
    return until(() => this.describe(executionArn), wanted, { pauseMillis: 1 });
  }

  /** Runs a machine of these states to its end. */
  async run(states: object, input: unknown = {}): Promise<Described> {
    return this.until(await this.start(await this.create(states), input));
  }

  async history(executionArn: string): Promise<Event[]> {
    const { events } = await this.call<{ events: Event[] }>('GetExecutionHistory', { executionArn, maxResults: 1000 });
    return events;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.emulator.close();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}
