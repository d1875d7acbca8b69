import type { Program } from '../contract/program.ts';
import type { Json } from '../json.ts';
import { InvalidDefinitionError } from './invalid-definition-error.ts';
import { parseState } from './parse-state.ts';
import { Reader } from './reader.ts';
import type { MachineNode, StateNode } from './state-node.ts';

/** A program as the engine itself sees it. */
export interface CompiledProgram extends Program {
  readonly machine: MachineNode;
}

/**
 * Reads a state machine and compiles all its paths, templates and expressions.
 *
 * @param definition the Amazon States Language, as JSON or as its text
 * @throws InvalidDefinitionError for the first thing that cannot be read
 *
 * @example
 * const program = parseStateMachine({ StartAt: 'Done', States: { Done: { Type: 'Succeed' } } });
 *
 * @see https://states-language.net/spec.html
 * @public
 */
export function parseStateMachine(definition: Json | string): Program {
  const json = typeof definition === 'string' ? parseText(definition) : definition;
  const reader = new Reader(json, '', 'JSONPath');
  const processors = new Map<string, CompiledProgram>();
  const timeoutSeconds = reader.has('TimeoutSeconds') ? reader.number('TimeoutSeconds', 0) : undefined;
  return makeProgram(json, parseMachine(json, '', 'JSONPath', processors), timeoutSeconds, processors);
}

/** The engine's view of a program. @throws TypeError for an object that {@link parseStateMachine} did not make */
export function compiled(program: Program): CompiledProgram {
  if (!('machine' in program)) throw new TypeError('not a program of parseStateMachine');
  return program as CompiledProgram;
}

function parseText(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new InvalidDefinitionError('', `not JSON: ${(error as Error).message}`);
  }
}

/** Reads a machine or a part of one. `processors` takes the programs of distributed Maps, by pointer. @throws InvalidDefinitionError */
export function parseMachine(
  value: Json | undefined,
  pointer: string,
  outerLanguage: 'JSONPath' | 'JSONata',
  processors: Map<string, CompiledProgram>,
  options: { readonly checkTargets: boolean } = { checkTargets: true },
): MachineNode {
  const reader = new Reader(value, pointer, outerLanguage);
  const language = reader.declaredLanguage();
  const states = new Map<string, StateNode>();
  const inner = reader.inner('States');
  for (const [name, state] of Object.entries(inner.object)) {
    const statePointer = `${inner.pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    states.set(
      name,
      parseState(name, state, statePointer, language, (nested, at) => parseMachine(nested, at, language, processors, options)),
    );
  }
  const machine: MachineNode = { startAt: reader.text('StartAt'), states };
  if (options.checkTargets) checkTargets(machine, pointer);
  for (const state of states.values()) {
    if (state.type !== 'Map' || state.distributed === undefined) continue;
    const at = state.distributed.processorPointer;
    const field = at.endsWith('/Iterator') ? 'Iterator' : 'ItemProcessor';
    const definition = (inner.object[state.name] as { readonly [key: string]: Json })[field] as Json;
    processors.set(at, makeProgram(definition, state.processor, undefined, processors));
  }
  return machine;
}

/** Every state that is named as the next one must be there. */
function checkTargets(machine: MachineNode, pointer: string): void {
  const check = (target: string | undefined, at: string): void => {
    if (target !== undefined && !machine.states.has(target)) throw new InvalidDefinitionError(at, `unknown state '${target}'`);
  };
  check(machine.startAt, `${pointer}/StartAt`);
  for (const state of machine.states.values()) {
    check(state.next, `${state.pointer}/Next`);
    if ('catch' in state)
      for (const [i, catcher] of state.catch.entries()) check(catcher.next, `${state.pointer}/Catch/${i}/Next`);
    if (state.type !== 'Choice') continue;
    check(state.default, `${state.pointer}/Default`);
    for (const [i, rule] of state.rules.entries()) check(rule.next, `${state.pointer}/Choices/${i}/Next`);
  }
}

function makeProgram(
  definition: Json,
  machine: MachineNode,
  timeoutSeconds: number | undefined,
  processors: ReadonlyMap<string, CompiledProgram>,
): CompiledProgram {
  return {
    definition,
    machine,
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    childProgram: (processor) => {
      const program = processors.get(processor);
      if (program === undefined) throw new RangeError(`no distributed Map has its processor at ${processor}`);
      return program;
    },
  };
}
