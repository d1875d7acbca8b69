import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { TaskMock } from './run-execution.ts';
import { fail, succeed, type TaskOutcome } from './task-outcome.ts';

/** A range of attempts takes no more than this: what it says is a mistake. */
const MAX_ATTEMPTS = 100_000;

/**
 * Takes the mocks of one test case out of a mock configuration file of AWS Step Functions Local, for the `tasks` of a run. An attempt that
 * the file has no response for fails with `States.Runtime`.
 *
 * @param config what is in the file: `StateMachines` with their `TestCases`, and `MockedResponses`
 * @throws TypeError for a file that is none, or that has no such machine, test case or response
 *
 * @example
 * const config = JSON.parse(readFileSync('MockConfigFile.json', 'utf8'));
 * const run = await runExecution(definition, input, { tasks: mocksOfConfig(config, 'Orders', 'HappyPath') });
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-mock-cfg-file.html
 * @public
 */
export function mocksOfConfig(config: Json, stateMachine: string, testCase: string): Readonly<Record<string, TaskMock>> {
  const machine = member(member(config, 'StateMachines'), stateMachine, 'StateMachines');
  const mocked = member(member(machine, 'TestCases', stateMachine), testCase, `${stateMachine}.TestCases`);
  const responses = member(config, 'MockedResponses');
  const mocks = Object.entries(mocked).map(([state, name]) => {
    if (typeof name !== 'string') throw new TypeError(`${testCase}.${state} must be the name of a mocked response`);
    return [state, attemptsOf(member(responses, name, 'MockedResponses'), name)] as const;
  });
  return Object.fromEntries(mocks);
}

function member(holder: Json, name: string, of = 'the mock configuration'): JsonObject {
  const found = isJsonObject(holder) && Object.hasOwn(holder, name) ? holder[name] : undefined;
  if (!isJsonObject(found)) throw new TypeError(`No object '${name}' in ${of}`);
  return found;
}

/** The outcomes of all attempts in their order, and one more for those that follow. */
function attemptsOf(response: JsonObject, name: string): readonly TaskOutcome[] {
  const outcomes: TaskOutcome[] = [];
  for (const [attempts, given] of Object.entries(response)) {
    const [, first = '', last = first] = /^(\d+)(?:-(\d+))?$/.exec(attempts) ?? [];
    if (first === '' || Number(last) < Number(first) || Number(last) > MAX_ATTEMPTS)
      throw new TypeError(`'${attempts}' of ${name} must be an attempt such as 0, or a range such as 1-2`);
    const outcome = outcomeOf(given, `${name}.${attempts}`);
    for (let attempt = Number(first); attempt <= Number(last); attempt += 1) outcomes[attempt] = outcome;
  }
  return Array.from(
    { length: outcomes.length + 1 },
    (_, attempt) => outcomes[attempt] ?? fail('States.Runtime', `${name} has no mocked response for attempt ${attempt}`),
  );
}

function outcomeOf(given: Json, at: string): TaskOutcome {
  if (!isJsonObject(given) || 'Return' in given === 'Throw' in given)
    throw new TypeError(`${at} must have one of Return and Throw`);
  const { Return: output, Throw: thrown } = given;
  if (output !== undefined) return succeed(output);
  if (!isJsonObject(thrown as Json) || typeof (thrown as JsonObject)['Error'] !== 'string')
    throw new TypeError(`${at}.Throw must have an Error`);
  const { Error: error, Cause: cause } = thrown as { readonly Error: string; readonly Cause?: string };
  return fail(error, cause);
}
