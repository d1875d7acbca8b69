import * as sdk from '@aws-sdk/client-sfn';
import { until } from '@stepmaker/testing';
import { SettableClock } from '../../settable-clock.ts';
import { TestMachines } from '../test-machines.ts';

export const DAY: number = 86_400_000;

/** The text of a machine of these states, the first of which it starts at. */
export function definitionOf(states: object): string {
  return JSON.stringify({ StartAt: Object.keys(states)[0], States: states });
}

export const PASS: string = definitionOf({ Done: { Type: 'Pass', End: true } });
export const HOLD: string = definitionOf({ Hold: { Type: 'Wait', Seconds: 100_000, End: true } });
export const FAIL: string = definitionOf({ Done: { Type: 'Fail', Error: 'Broken', Cause: 'it fell' } });

/** An emulator whose clock is put forward by hand, and a client of the AWS SDK that notes which operations it was asked for. */
export class ClientBench {
  readonly testMachines: TestMachines;
  readonly clock: SettableClock;
  readonly sfn: sdk.SFNClient;
  readonly sent: Set<string> = new Set();
  #names = 0;

  private constructor(testMachines: TestMachines, clock: SettableClock) {
    this.testMachines = testMachines;
    this.clock = clock;
    this.sfn = new sdk.SFNClient({
      endpoint: testMachines.emulator.endpointUrl,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      disableHostPrefix: true,
      maxAttempts: 1,
    });
    this.sfn.middlewareStack.add(
      (next, context) => (args) => {
        this.sent.add(String(context.commandName).replace(/Command$/, ''));
        return next(args);
      },
      { step: 'initialize' },
    );
  }

  static async open(): Promise<ClientBench> {
    const clock = new SettableClock();
    return new ClientBench(await TestMachines.open({ clock }), clock);
  }

  async close(): Promise<void> {
    this.sfn.destroy();
    await this.testMachines[Symbol.asyncDispose]();
  }

  /** Creates a state machine; answers its ARN. */
  async create(definition: string, more: Partial<sdk.CreateStateMachineCommandInput> = {}): Promise<string> {
    this.#names += 1;
    const request = { name: `every-${this.#names}`, definition, roleArn: this.testMachines.roleArn, ...more };
    return (await this.sfn.send(new sdk.CreateStateMachineCommand(request))).stateMachineArn as string;
  }

  async start(stateMachineArn: string, more: Partial<sdk.StartExecutionCommandInput> = {}): Promise<string> {
    return (await this.sfn.send(new sdk.StartExecutionCommand({ stateMachineArn, ...more }))).executionArn as string;
  }

  describe(executionArn: string): Promise<sdk.DescribeExecutionCommandOutput> {
    return this.sfn.send(new sdk.DescribeExecutionCommand({ executionArn }));
  }

  /** The execution, once it has this status. */
  async until(executionArn: string, status: string): Promise<sdk.DescribeExecutionCommandOutput> {
    return until(
      () => this.describe(executionArn),
      (execution) => execution.status === status,
    );
  }
}

/** Name and message of a refusal. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  return 'not refused';
}
