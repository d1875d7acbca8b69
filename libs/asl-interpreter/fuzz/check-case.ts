import { isDeepStrictEqual } from 'node:util';
import {
  createExecution,
  type ExecutionInit,
  type ExecutionRun,
  fail,
  type HistoryEvent,
  InvalidDefinitionError,
  type Json,
  neverAnswer,
  type Program,
  parseStateMachine,
  runExecution,
  StateTestRefusedError,
  succeed,
  type TaskOutcome,
  testState,
  validateDefinition,
} from '@stepmaker/asl-interpreter';
import { InvalidIntrinsicError } from '../src/intrinsics/intrinsic.ts';
import { parseIntrinsic } from '../src/intrinsics/parse-intrinsic.ts';
import { parsePath } from '../src/json-path/parse-path.ts';
import { InvalidPathError } from '../src/json-path/path.ts';
import { machine, mutated } from './definitions.ts';
import { Draw } from './draw.ts';
import { anyJson, anyText, intrinsic, path } from './texts.ts';

/** Result of one case. */
export interface CaseOutcome {
  readonly what: 'refused' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly events: number;
  readonly accepted: boolean;
}

/** The errors of Step Functions itself. */
const AWS_ERRORS = new Set(
  [
    'BranchFailed', 'DataLimitExceeded', 'ExceedToleratedFailureThreshold', 'HeartbeatTimeout', 'Http.Socket', 'IntrinsicFailure',
    'ItemReaderFailed', 'NoChoiceMatched', 'ParameterPathFailure', 'Permissions', 'QueryEvaluationError', 'ResultPathMatchFailure',
    'ResultWriterFailed', 'Runtime', 'TaskFailed', 'Timeout',
  ].map((name) => `States.${name}`), // biome-ignore format: a list
);
const LIMIT = 256 * 1024;
const START = Date.UTC(2026, 0, 1);

/** Why a case fails. */
export class Counterexample extends Error {
  override readonly name = 'Counterexample';
}

/**
 * Draws the case of this seed and checks what must hold for every definition and input.
 *
 * @throws Counterexample for what does not hold
 */
export async function checkCase(seed: number): Promise<CaseOutcome> {
  const draw = new Draw(seed);
  checkTexts(draw);
  const right = machine(draw) as unknown as Json;
  const definition = draw.chance(0.3) ? mutated(draw, right) : right;
  must(isDeepStrictEqual(JSON.parse(JSON.stringify(right)), right), 'what the builders make is not JSON as it stands');
  const input = draw.chance(0.5)
    ? anyJson(draw, 4)
    : { a: anyJson(draw, 2), n: draw.below(5), items: draw.many(5, () => anyJson(draw, 2)) };

  const diagnostics = validateDefinition(JSON.stringify(definition));
  const accepted = diagnostics.every(({ severity }) => severity !== 'ERROR');
  await checkStateTest(draw, definition, input);
  const program = parsed(definition, accepted);
  if (program === undefined) return { what: 'refused', events: 0, accepted };

  const run = await runOnce(draw, program, input, seed);
  checkRun(run);
  await checkReplay(run, program, input, seed);
  return { what: run.status, events: run.events.length, accepted };
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Counterexample(what);
}

function checkTexts(draw: Draw): void {
  for (const text of [anyText(draw), path(draw)]) onlyThrows(() => parsePath(text), [InvalidPathError], text);
  for (const text of [anyText(draw), intrinsic(draw), `States.${anyText(draw)}`])
    onlyThrows(() => parseIntrinsic(text), [InvalidIntrinsicError, InvalidPathError], text);
}

function onlyThrows(act: () => unknown, kinds: readonly (new (...args: never[]) => Error)[], of: string): void {
  try {
    act();
  } catch (error) {
    must(
      kinds.some((kind) => error instanceof kind),
      `${String(error)} for ${JSON.stringify(of)}`,
    );
  }
}

function parsed(definition: Json, accepted: boolean): Program | undefined {
  try {
    return parseStateMachine(definition);
  } catch (error) {
    must(error instanceof InvalidDefinitionError, `parsing throws ${String(error)}`);
    must(!accepted, `the validator takes what the engine refuses: ${String(error)}`);
    return undefined;
  }
}

function initOf(input: Json, seed: number): ExecutionInit {
  return {
    executionArn: 'arn:aws:states:us-east-1:123456789012:execution:fuzz:one',
    name: 'one',
    roleArn: 'arn:aws:iam::123456789012:role/fuzz',
    startTime: START,
    input,
    stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:fuzz',
    stateMachineName: 'fuzz',
    seed: `fuzz ${seed}`,
    type: 'STANDARD',
  };
}

/** Runs a machine with tasks that come to anything. Only those of the machine itself may never answer: its own time is limited. */
function runOnce(draw: Draw, program: Program, input: Json, seed: number): Promise<ExecutionRun> {
  const outcome = (): TaskOutcome => {
    const timing = { afterSeconds: draw.below(50) };
    if (draw.chance(0.6)) return succeed(anyJson(draw, 3), timing);
    if (draw.chance(0.03)) return succeed('x'.repeat(draw.of([LIMIT - 2, LIMIT - 1, LIMIT])), timing);
    return draw.chance(0.95) ? fail(draw.of(['Custom', 'Other', 'States.TaskFailed']), 'because', timing) : fail();
  };
  const distributed = JSON.stringify(program.definition).includes('"DISTRIBUTED"');
  const limited = program.timeoutSeconds === 1_000_000;
  return runExecution(program, input, {
    startTime: new Date(START),
    init: initOf(input, seed),
    tasks: () => (limited && !distributed && draw.chance(0.05) ? neverAnswer() : outcome()),
    readItems: () => {
      if (draw.chance(0.1)) throw new Error('no such key');
      return draw.many(6, () => anyJson(draw, 2));
    },
  });
}

const LAST_EVENTS: Readonly<Record<ExecutionRun['status'], string>> = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};

function checkRun(run: ExecutionRun): void {
  const { events, status, error, output } = run;
  must(events.length >= 2 && events.length <= 25_000, `${events.length} events`);
  must(events[0]?.type === 'ExecutionStarted', 'the history does not begin with ExecutionStarted');
  must(events.at(-1)?.type === LAST_EVENTS[status], `${status}, but the history ends with ${events.at(-1)?.type}`);
  events.forEach(checkEvent);
  if (status === 'SUCCEEDED') must(sizeOf(output) <= LIMIT, `an output of ${sizeOf(output)} bytes`);
  if (error?.startsWith('States.')) must(AWS_ERRORS.has(error), `the error ${error} is none of AWS's`);
  must(
    run.cause === undefined ||
      run.cause.includes('threw an internal error during evaluation') ||
      !/\b(TypeError|RangeError|undefined is not|Cannot read|not a function\b.*native)/.test(run.cause),
    `the cause ${run.cause}`,
  );
}

function checkEvent(event: HistoryEvent, index: number): void {
  must(event.id === index + 1, `event ${index + 1} has the id ${event.id}`);
  must(event.previousEventId < event.id && event.previousEventId >= 0, `event ${event.id} comes after ${event.previousEventId}`);
  must(index > 0 || event.previousEventId === 0, 'the first event comes after another');
}

function sizeOf(value: Json | undefined): number {
  return Buffer.byteLength(JSON.stringify(value ?? null));
}

async function checkReplay(run: ExecutionRun, program: Program, input: Json, seed: number): Promise<void> {
  const execution = createExecution(program, initOf(input, seed));
  const again: HistoryEvent[] = [];
  for (const input of run.inputs) again.push(...(await execution.deliver(input)).events);
  must(isDeepStrictEqual(again, [...run.events]), 'a replay gives another history');
}

async function checkStateTest(draw: Draw, definition: Json, input: Json): Promise<void> {
  const states = (definition as { States?: Record<string, Json> } | null)?.States;
  const names = typeof states === 'object' && states !== null ? Object.keys(states) : [];
  try {
    const result = await testState(
      {
        definition: JSON.stringify(definition),
        ...(names.length > 0 && draw.chance(0.9) ? { stateName: draw.of(names) } : {}),
        input: JSON.stringify(input),
        inspectionLevel: draw.of(['INFO', 'DEBUG', 'TRACE'] as const),
        variables: JSON.stringify({ v: anyJson(draw, 1) }),
        ...draw.maybe(0.6, () => ({
          mock: draw.chance(0.7)
            ? { result: draw.chance(0.95) ? JSON.stringify(anyJson(draw, 2)) : '{' }
            : { errorOutput: { error: 'Custom', cause: 'because' } },
        })),
        ...draw.maybe(0.2, () => ({
          stateConfiguration: {
            ...draw.maybe(0.5, () => ({ retrierRetryCount: draw.below(5) })),
            ...draw.maybe(0.3, () => ({ mapIterationFailureCount: draw.below(4) })),
            ...draw.maybe(0.3, () => ({ mapItemReaderData: JSON.stringify(anyJson(draw, 2)) })),
            ...draw.maybe(0.3, () => ({ errorCausedByState: 'S0' })),
          },
        })),
      },
      {
        now: START,
        seed: 'fuzz',
        partition: 'aws',
        region: 'us-east-1',
        account: '123456789012',
        runTask: () => Promise.resolve(succeed({})),
      },
    );
    must(['SUCCEEDED', 'FAILED', 'RETRIABLE', 'CAUGHT_ERROR'].includes(result.status), `TestState gives ${result.status}`);
  } catch (error) {
    must(
      error instanceof StateTestRefusedError || error instanceof InvalidDefinitionError,
      `TestState throws ${(error as Error).stack ?? String(error)}`,
    );
  }
}
