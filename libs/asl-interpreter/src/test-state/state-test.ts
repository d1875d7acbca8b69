import type { ScheduleTaskCommand } from '../contract/command.ts';
import type { TaskOutcome } from '../run/task-outcome.ts';

/**
 * A request of TestState, with the API's own field names and texts of JSON, and what the test needs from its surroundings.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html
 * @public
 */
export interface StateTest {
  /** The text of one state, or of a state machine that has it. */
  readonly definition: string;
  /** The state to test, anywhere in the machine. @default - the definition is the state itself, or the machine's first */
  readonly stateName?: string | undefined;
  /** @default '{}' */
  readonly input?: string | undefined;
  /** The text of the context object. @default - made up from `surroundings` */
  readonly context?: string | undefined;
  /** The text of the variables. @default '{}' */
  readonly variables?: string | undefined;
  /** @default 'INFO' */
  readonly inspectionLevel?: 'INFO' | 'DEBUG' | 'TRACE' | undefined;
  readonly mock?:
    | {
        readonly result?: string | undefined;
        readonly errorOutput?: { readonly error?: string | undefined; readonly cause?: string | undefined } | undefined;
      }
    | undefined;
  readonly stateConfiguration?:
    | {
        /** How often the Retrier was used before. */
        readonly retrierRetryCount?: number | undefined;
        readonly errorCausedByState?: string | undefined;
        /** How many iterations of a Map state fail. */
        readonly mapIterationFailureCount?: number | undefined;
        /** What the ItemReader would read: the text of an array. */
        readonly mapItemReaderData?: string | undefined;
      }
    | undefined;
}

/** What a test of a state needs beside the request. @public */
export interface StateTestSurroundings {
  /** The time, epoch milliseconds. */
  readonly now: number;
  /** What random numbers and names are drawn from. */
  readonly seed: string;
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** @default - a role made up */
  readonly roleArn?: string | undefined;
  /** Runs a task that is not mocked. */
  readonly runTask: (command: ScheduleTaskCommand) => Promise<TaskOutcome>;
}

/** What TestState answers, with the API's own field names and texts of JSON. @public */
export interface StateTestResult {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'RETRIABLE' | 'CAUGHT_ERROR';
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly nextState?: string;
  readonly inspectionData?: StateInspectionData;
}

/** The fields of the API's inspectionData that a test fills in. @public */
export interface StateInspectionData {
  readonly input?: string;
  readonly afterArguments?: string;
  readonly afterInputPath?: string;
  readonly afterItemsPath?: string;
  readonly afterItemSelector?: string;
  readonly afterItemBatcher?: string;
  readonly afterItemsPointer?: string;
  readonly afterParameters?: string;
  readonly result?: string;
  readonly afterResultSelector?: string;
  readonly afterResultPath?: string;
  readonly variables?: string;
  readonly maxConcurrency?: number;
  readonly toleratedFailureCount?: number;
  readonly toleratedFailurePercentage?: number;
  readonly errorDetails?: {
    readonly catchIndex?: number;
    readonly retryIndex?: number;
    readonly retryBackoffIntervalSeconds?: number;
  };
}

/** A test that AWS would refuse. @public */
export class StateTestRefusedError extends Error {
  override readonly name = 'StateTestRefusedError';
  /** The API's name for the error. */
  readonly code: 'ValidationException' | 'InvalidDefinition' | 'InvalidExecutionInput';

  constructor(code: StateTestRefusedError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
