import { isObject, type JsonObject } from './json.ts';
import { checkPayloadTemplate, warnOfMissingDollar } from './payload-template.ts';
import type { QueryLanguage, Scope } from './scope.ts';
import { targetsOf } from './transitions.ts';

const NAME = /^[\p{ID_Start}][\p{ID_Continue}]*$/u;
const MAX_NAME = 80;

/** Checks what a state, a rule or a Catcher assigns. */
export function checkAssign(holder: JsonObject, language: QueryLanguage, location: string, scope: Scope): void {
  const { Assign: assign } = holder;
  if (assign === undefined) return;
  const at = `${location}/Assign`;
  if (!isObject(assign)) return scope.diagnostics.schema(at, 'Expected value of type [OBJECT]');
  for (const key of Object.keys(assign)) checkName(variableOf(key, language), `${at}/${key}`, scope);
  if (language === 'JSONata') return;
  checkPayloadTemplate(assign, at, scope);
  warnOfMissingDollar(assign, at, scope);
}

function checkName(name: string, at: string, { diagnostics, outerVariables }: Scope): void {
  if (name === 'states') diagnostics.error('RESERVED_VARIABLE_NAME', at, "Cannot assign to reserved variable '$states'.");
  else if (!NAME.test(name))
    diagnostics.error(
      'INVALID_VARIABLE_NAME',
      at,
      `Invalid variable name '${name}': the variable name contains invalid characters.`,
    );
  else if ([...name].length > MAX_NAME)
    diagnostics.error(
      'INVALID_VARIABLE_NAME',
      at,
      `Invalid variable name '${name}': the variable name is longer than ${MAX_NAME} characters.`,
    );
  else if (outerVariables().has(name))
    diagnostics.error('DUPLICATE_VARIABLE_NAME', at, `The variable name '${name}' was already defined in a parent scope.`);
}

/** Variables that are assigned when a state is entered, by state. */
export class AssignedBefore {
  readonly #assigned: ReadonlyMap<string, readonly string[]>;
  readonly #leadingTo = new Map<string, string[]>();

  constructor(states: JsonObject, machineLanguage: QueryLanguage) {
    const found = Object.entries(states).filter((entry): entry is [string, JsonObject] => isObject(entry[1]));
    this.#assigned = new Map(found.map(([name, state]) => [name, assignedBy(state, machineLanguage)]));
    for (const [name, state] of found)
      for (const target of targetsOf(state)) {
        const leading = this.#leadingTo.get(target) ?? [];
        leading.push(name);
        this.#leadingTo.set(target, leading);
      }
  }

  /** Variables that any state before this one assigns. */
  entering(state: string): readonly string[] {
    const before = new Set<string>();
    const pending = [state];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      for (const name of this.#leadingTo.get(next) ?? []) {
        if (before.has(name)) continue;
        before.add(name);
        pending.push(name);
      }
    }
    return [...before].flatMap((name) => this.#assigned.get(name) as readonly string[]);
  }
}

/** The names of all variables that a state assigns, its rules and Catchers included. */
function assignedBy(state: JsonObject, machineLanguage: QueryLanguage): string[] {
  const declared = state['QueryLanguage'] ?? machineLanguage;
  const language = declared === 'JSONPath' ? 'JSONPath' : 'JSONata';
  const holders = [state, ...['Choices', 'Catch'].flatMap((field) => (Array.isArray(state[field]) ? state[field] : []))];
  return holders.flatMap((holder) =>
    isObject(holder) && isObject(holder['Assign']) ? Object.keys(holder['Assign']).map((key) => variableOf(key, language)) : [],
  );
}

function variableOf(key: string, language: QueryLanguage): string {
  return language === 'JSONPath' && key.endsWith('.$') ? key.slice(0, -2) : key;
}
