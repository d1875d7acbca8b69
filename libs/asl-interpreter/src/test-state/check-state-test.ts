import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { StateNode } from '../program/state-node.ts';
import { type StateTest, StateTestRefusedError } from './state-test.ts';

/** What the members of the context object may have. */
const CONTEXT_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Execution: ['Id', 'Input', 'Name', 'RedriveCount', 'RedriveTime', 'RoleArn', 'StartTime'],
  Map: ['Item'],
  State: ['EnteredTime', 'Name', 'RetryCount'],
  StateMachine: ['Id', 'Name'],
  Task: ['Token'],
};

/** The parsed result of a mock; `undefined` without one. @throws StateTestRefusedError for a mock that does not go with the state */
export function checkMock(node: StateNode, test: StateTest): Json | undefined {
  const { mock } = test;
  const compound = node.type === 'Map' || node.type === 'Parallel';
  if (mock === undefined) {
    if (!compound) return undefined;
    throw new StateTestRefusedError(
      'InvalidDefinition',
      'TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]',
    );
  }
  if (mock.result !== undefined && mock.errorOutput !== undefined) {
    throw refuse('A test mock should have only one of the following fields: [result, errorOutput].');
  }
  if (!compound && node.type !== 'Task') throw refuse(`State type '${node.type}' is not supported when a mock is specified`);
  if (mock.result === undefined) return undefined;
  const result = parsed(mock.result);
  if (node.type === 'Parallel') {
    if (!Array.isArray(result)) throw refuse('Mocked result must be an array.');
    if (result.length !== node.branches.length) {
      throw refuse('Mocked result must contain the same number of items as number of Parallel branches.');
    }
  }
  if (node.type === 'Map') {
    if (node.distributed?.resultWriter?.resource !== undefined) {
      if (!isJsonObject(result)) throw refuse('Mocked result must be a JSON object.');
    } else if (!Array.isArray(result)) throw refuse('Mocked result must be an array.');
  }
  return result;
}

/** The parsed context object of a test. @throws StateTestRefusedError */
export function checkContext(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined;
  const context = tryParse(text);
  if (!isJsonObject(context)) throw refuse('Invalid Context object provided: Context must be a JSON object');
  for (const [name, value] of Object.entries(context)) {
    const fields = Object.hasOwn(CONTEXT_FIELDS, name) ? CONTEXT_FIELDS[name] : undefined;
    if (fields === undefined) throw refuse(`Invalid Context object provided: Field '${name}' is not allowed`);
    if (!isJsonObject(value)) throw refuse(`Invalid Context object provided: Field '${name}' must be an object`);
    const other = Object.keys(value).find((field) => !fields.includes(field));
    if (other !== undefined) throw refuse(`Invalid Context object provided: Field '${other}' is not allowed`);
  }
  return context;
}

/** Checks how many iterations are to fail, now that it is known how many there are. @throws StateTestRefusedError */
export function checkFailureCount(failures: number, iterations: number): void {
  if (failures > iterations)
    throw refuse('Map iteration failure count must be less than or equal to the number of Map iterations');
}

/** The variables of a test. @throws StateTestRefusedError */
export function checkVariables(text: string | undefined): JsonObject {
  const variables = text === undefined ? {} : tryParse(text);
  if (!isJsonObject(variables)) throw refuse('Variables must be a JSON object');
  return variables;
}

/** The input of a test. @throws StateTestRefusedError */
export function checkInput(text: string | undefined): Json {
  const input = text === undefined ? {} : tryParse(text);
  if (input === undefined)
    throw new StateTestRefusedError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${text}'`);
  return input;
}

function parsed(text: string): Json {
  const value = tryParse(text);
  if (value === undefined) throw refuse('Mocked result must be valid JSON');
  return value;
}

function tryParse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function refuse(message: string): StateTestRefusedError {
  return new StateTestRefusedError('ValidationException', message);
}
