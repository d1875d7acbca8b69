import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { StateNode } from '../program/state-node.ts';
import { type StateTest, StateTestRefusedError } from './state-test.ts';

/** What a member of the context object must be: a text, a number, an object of such members, or anything. */
type Shape = 'a string' | 'a number' | 'anything' | { readonly [member: string]: Shape };

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
const CONTEXT: Readonly<Record<string, Shape>> = {
  Execution: {
    Id: 'a string',
    Input: 'anything',
    Name: 'a string',
    RedriveCount: 'a number',
    RedriveTime: 'a string',
    RoleArn: 'a string',
    StartTime: 'a string',
  },
  Map: { Item: { Index: 'a number', Key: 'a string', Source: 'a string', Value: 'anything' } },
  State: { EnteredTime: 'a string', Name: 'a string', RetryCount: 'a number' },
  StateMachine: { Id: 'a string', Name: 'a string' },
  Task: { Token: 'a string' },
};

/** The parsed result of a mock; `undefined` without one. @throws StateTestRefusedError for a mock that does not go with the state */
export function checkMock(node: StateNode, test: StateTest): Json | undefined {
  const { mock } = test;
  const compound = node.type === 'Map' || node.type === 'Parallel';
  if (mock === undefined) {
    const fault = needsMock(node);
    if (fault === undefined) return undefined;
    throw new StateTestRefusedError('InvalidDefinition', fault);
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

/** Why a state cannot be tested without a mock; `undefined` if it can. */
function needsMock(node: StateNode): string | undefined {
  if (node.type === 'Map' || node.type === 'Parallel')
    return 'TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]';
  if (node.type !== 'Task') return undefined;
  const { kind, pattern, action, resource } = node.resource;
  if (kind === 'activity') return 'TestState API does not support Activity ARNs unless a mock is specified';
  return pattern === 'REQUEST_RESPONSE'
    ? undefined
    : `TestState API does not support the '${resource.slice(action.length)}' service integration pattern unless a mock is specified`;
}

/** The parsed context object of a test. @throws StateTestRefusedError */
export function checkContext(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined;
  const context = tryParse(text);
  if (!isJsonObject(context)) throw refuse('Invalid Context object provided: Context must be a JSON object');
  checkMembers(context, CONTEXT);
  return context;
}

function checkMembers(object: JsonObject, shapes: Readonly<Record<string, Shape>>): void {
  for (const [name, value] of Object.entries(object)) {
    const wrong = (what: string) => refuse(`Invalid Context object provided: Field '${name}' ${what}`);
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    if (shape === undefined) throw wrong('is not allowed');
    if (shape === 'anything') continue;
    if (typeof shape === 'object') {
      if (!isJsonObject(value)) throw wrong('must be an object');
      checkMembers(value, shape);
    } else if (`a ${typeof value}` !== shape) throw wrong(`must be ${shape}`);
  }
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
