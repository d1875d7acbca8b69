import type { Json } from '../json.ts';
import { isJsonObject } from '../json.ts';
import { InvalidDefinitionError } from '../program/invalid-definition-error.ts';
import { parseMachine } from '../program/parse-state-machine.ts';
import type { MachineNode, StateNode } from '../program/state-node.ts';
import { StateTestRefusedError } from './state-test.ts';

/** Name of a state that comes without a machine. */
const NAMELESS = 'StateName';

/** The state to test, and the machine that has it. */
export interface FoundState {
  readonly machine: MachineNode;
  readonly node: StateNode;
}

/** Reads the definition of a test. States that it names as the next ones need not be there. */
export function findState(definition: string, stateName: string | undefined): FoundState {
  let json: Json;
  try {
    json = JSON.parse(definition) as Json;
  } catch (error) {
    throw new InvalidDefinitionError('', `not JSON: ${(error as Error).message}`);
  }
  const isMachine = isJsonObject(json) && json['States'] !== undefined;
  const whole: Json = isMachine ? json : { StartAt: NAMELESS, States: { [NAMELESS]: json } };
  const machine = parseMachine(whole, '', 'JSONPath', new Map(), { checkTargets: false });
  const name = isMachine ? (stateName ?? machine.startAt) : NAMELESS;
  const found = search(machine, name);
  if (found === undefined) {
    throw new StateTestRefusedError('ValidationException', `State '${name}' does not exist in the state machine definition`);
  }
  return found;
}

function search(machine: MachineNode, name: string): FoundState | undefined {
  const node = machine.states.get(name);
  if (node !== undefined) return { machine, node };
  for (const state of machine.states.values()) {
    const inner = state.type === 'Map' ? [state.processor] : state.type === 'Parallel' ? state.branches : [];
    for (const nested of inner) {
      const found = search(nested, name);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
