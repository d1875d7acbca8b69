import type { ReadItemsCommand, ScheduleTaskCommand, WriteResultsCommand } from '../contract/command.ts';
import type { EngineInput } from '../contract/engine-input.ts';
import type { ExecutionInit } from '../contract/execution-init.ts';
import type { Program } from '../contract/program.ts';
import { createExecution } from '../execution/execution.ts';
import type { HistoryEvent } from '../history/history-event.ts';
import { isJsonObject, type Json } from '../json.ts';
import { parseStateMachine } from '../program/parse-state-machine.ts';
import { isProgram } from './state-machine-coverage.ts';
import { fail, isTaskOutcome, succeed, type TaskOutcome } from './task-outcome.ts';
import { runOnVirtualClock } from './virtual-host.ts';

/** A task as a mock sees it. @public */
export type TaskCall = Omit<ScheduleTaskCommand, 'type' | 'parameters' | 'parametersText'>;

/**
 * What stands in for a task: its output or {@link TaskOutcome}, a list of them (one an attempt, the last one for all that follow), or a
 * function that gives one.
 *
 * @public
 */
export type TaskMock = Json | TaskOutcome | TaskFunction | readonly (Json | TaskOutcome)[];

/** Computes what a task comes to. What it throws is the task's failure: `error` is its name, `cause` its message. @public */
export type TaskFunction = (parameters: Json, call: TaskCall) => Json | TaskOutcome | Promise<Json | TaskOutcome>;

/** Options of an execution. @public */
export interface RunOptions {
  /** Mocks of tasks, by the name of the state or by its Resource. A function stands in for all. @default - none */
  readonly tasks?: Readonly<Record<string, TaskMock>> | TaskFunction;
  /** The virtual time of the start. @default 2026-01-01T00:00:00Z */
  readonly startTime?: Date;
  /** Seed of random numbers. @default 'seed' */
  readonly seed?: string;
  /** @default 'STANDARD' */
  readonly type?: 'STANDARD' | 'EXPRESS';
  /** Anything else of the execution that the context object shows. @default - names made up */
  readonly init?: Partial<ExecutionInit>;
  /** Reads the items of distributed Maps with an ItemReader. @default - fails */
  readonly readItems?: (command: ReadItemsCommand) => readonly Json[] | Promise<readonly Json[]>;
  /** Writes the results of distributed Maps with a ResultWriter, and gives what the Map state gives. @default - the place they would be at */
  readonly writeResults?: (command: WriteResultsCommand) => Json | Promise<Json>;
}

/** An execution that has ended. @public */
export interface ExecutionRun {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  /** The whole history, as GetExecutionHistory would give it. */
  readonly events: readonly HistoryEvent[];
  /** The parts of the definition that were used, as JSON pointers; for {@link StateMachineCoverage}. */
  readonly covered: readonly string[];
  /** Duration on the virtual clock. */
  readonly durationSeconds: number;
  /** Inputs of the engine: delivered again, they give the same history. */
  readonly inputs: readonly EngineInput[];
}

/**
 * Runs a state machine to its end on a virtual clock, with mocks for its tasks. For unit tests: a Wait of a year takes milliseconds.
 *
 * @throws InvalidDefinitionError for an invalid definition
 * @throws Error for a task without a mock, and for an execution that can never end
 *
 * @example
 * const run = await runExecution(definition, { amount: 5 }, { tasks: { Charge: [fail('Card.Declined'), { id: 'c-1' }] } });
 * expect(run.status).toBe('SUCCEEDED');
 *
 * @public
 */
export async function runExecution(machine: Program | Json, input: Json, options: RunOptions = {}): Promise<ExecutionRun> {
  const program = isProgram(machine) ? machine : parseStateMachine(machine);
  const startTime = (options.startTime ?? new Date('2026-01-01T00:00:00Z')).getTime();
  const init: ExecutionInit = {
    executionArn: 'arn:aws:states:us-east-1:123456789012:execution:machine:execution',
    name: 'execution',
    roleArn: 'arn:aws:iam::123456789012:role/machine',
    startTime,
    input,
    stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:machine',
    stateMachineName: 'machine',
    type: options.type ?? 'STANDARD',
    seed: options.seed ?? 'seed',
    ...options.init,
  };
  const covered = new Set<string>();
  const engine = createExecution(program, init, (pointer) => covered.add(pointer));
  const attempts = new Map<string, number>();
  const { inputs, events, endTime } = await runOnVirtualClock(engine, startTime, {
    busyTakesTime: init.type === 'EXPRESS',
    runTask: (command) => mocked(command, options.tasks ?? {}, attempts),
    readItems: async (command) => {
      if (options.readItems === undefined) throw new Error('runExecution was given no readItems');
      return options.readItems(command);
    },
    writeResults: async (command) => options.writeResults?.(command) ?? defaultResults(command),
    runChild: async (command, now) => {
      const child = await runExecution(program.childProgram(command.processor), command.input, {
        ...options,
        startTime: new Date(now),
        type: command.executionType,
        init: {
          ...options.init,
          name: command.name,
          input: command.input,
          executionArn: `${init.executionArn}/${command.label}:${command.name}`,
          context: command.context,
          variables: command.variables,
          seed: `${init.seed} ${command.childId}`,
        },
      });
      for (const pointer of child.covered) covered.add(pointer);
      const { status, output, error, cause } = child;
      return {
        status,
        ...(output === undefined ? {} : { output }),
        ...(error === undefined ? {} : { error }),
        ...(cause === undefined ? {} : { cause }),
        endedAt: now + child.durationSeconds * 1000,
      };
    },
  });
  const outcome = engine.outcome as NonNullable<typeof engine.outcome>;
  const { outputText: _text, ...ended } = { outputText: '', ...outcome };
  return { ...ended, events, inputs, covered: [...covered], durationSeconds: (endTime - startTime) / 1000 };
}

async function mocked(
  { type: _type, parameters, parametersText: _text, ...call }: ScheduleTaskCommand,
  tasks: Readonly<Record<string, TaskMock>> | TaskFunction,
  attempts: Map<string, number>,
): Promise<TaskOutcome> {
  const mock = typeof tasks === 'function' ? tasks : (ownMock(tasks, call.stateName) ?? ownMock(tasks, call.resource));
  if (mock === undefined) throw new Error(`No mock for the task of state '${call.stateName}' (${call.resource})`);
  const attempt = attempts.get(call.stateName) ?? 0;
  attempts.set(call.stateName, attempt + 1);
  try {
    const given =
      typeof mock === 'function'
        ? await mock(parameters, call)
        : Array.isArray(mock)
          ? mock[Math.min(attempt, mock.length - 1)]
          : mock;
    return isTaskOutcome(given) ? given : succeed(given as Json);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return fail(error.name, error.message);
  }
}

function ownMock(tasks: Readonly<Record<string, TaskMock>>, name: string): TaskMock | undefined {
  return Object.hasOwn(tasks, name) ? tasks[name] : undefined;
}

function defaultResults(command: WriteResultsCommand): Json {
  const { Bucket: bucket = '', Prefix: prefix = '' } = isJsonObject(command.parameters) ? command.parameters : {};
  const run = command.mapRunArn.split(':').at(-1) as string;
  return {
    MapRunArn: command.mapRunArn,
    ResultWriterDetails: { Bucket: bucket, Key: `${prefix === '' ? '' : `${prefix}/`}${run}/manifest.json` },
  };
}
