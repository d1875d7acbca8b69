import type { Json } from '../json.ts';
import type { ScheduleTaskCommand } from './command.ts';

/**
 * Everything an execution is made from besides its program. Keep it: the same program, init and inputs give the same turns again.
 *
 * @public
 */
export interface ExecutionInit {
  /** The execution's ARN: `$$.Execution.Id`. */
  readonly executionArn: string;
  /** `$$.Execution.Name` */
  readonly name: string;
  /** The role of the state machine: `$$.Execution.RoleArn`. */
  readonly roleArn: string;
  /** Time of StartExecution, in epoch milliseconds: `$$.Execution.StartTime`. */
  readonly startTime: number;
  /** The execution's input, parsed. */
  readonly input: Json;
  /** The very text of the input, for `ExecutionStarted`. @default - the input's JSON, without spaces */
  readonly inputText?: string;
  /** `$$.StateMachine.Id`. For the child of a distributed Map: the ARN with `/<label>` behind it, as the command gives it. */
  readonly stateMachineArn: string;
  /** `$$.StateMachine.Name` */
  readonly stateMachineName: string;
  /** @default - none */
  readonly stateMachineAliasArn?: string;
  /** @default - none */
  readonly stateMachineVersionArn?: string;
  /** Quotas and a few rules differ. @default 'STANDARD' */
  readonly type?: 'STANDARD' | 'EXPRESS';
  /** Number of redrives so far, `$$.Execution.RedriveCount`. Redrives that arrive as inputs add to it. @default 0 */
  readonly redriveCount?: number;
  /**
   * What random numbers, UUIDs, jitter and task tokens are drawn from: 32 hexadecimal digits or any other text. Must be unguessable where
   * task tokens must be, and be kept with the execution.
   */
  readonly seed: string;
  /** Further members of the context object, laid over the engine's own (`$$.Map.Item` of a distributed Map's child). @default - none */
  readonly context?: Readonly<Record<string, Json>>;
  /** Variables that exist from the start: what a distributed Map's child inherits. @default - none */
  readonly variables?: Readonly<Record<string, Json>>;
  /** Maximum number of state transitions in one turn, after which it asks for a `Tick`. @default 500 */
  readonly transitionsPerTurn?: number;
  /**
   * Says what keeps a service integration from being called with these parameters, in the words of Step Functions; nothing where it can be.
   * Must answer alike for alike tasks. Such a task is not scheduled: its state fails with `States.Runtime`.
   * @default - any parameters will do
   */
  readonly checkParameters?: (
    task: Pick<ScheduleTaskCommand, 'resource' | 'resourceType' | 'action' | 'pattern'>,
    parameters: Json,
  ) => readonly string[];
}
