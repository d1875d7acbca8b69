import { isObject, type JsonObject } from './json.ts';

/** Names of variables by the state that refers to them; a state that refers to none is left out. */
export type VariableReferences = Readonly<Record<string, readonly string[]>>;

const STRING_LITERAL = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g;
const REFERENCE = /\$([\p{ID_Start}_]\p{ID_Continue}*)/gu;
/** Names after `$` in JSONata that are not variables of the machine: the reserved variable, functions, local bindings. */
const JSONATA_LOCAL = /\$([\p{ID_Start}_]\p{ID_Continue}*)\s*:=|(?:function|λ)\s*\(([^)]*)\)/gu;

/**
 * The variables that each state of a machine refers to, as DescribeStateMachine lists them.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html
 */
export function variableReferences(machine: unknown): VariableReferences {
  const references = new Map<string, readonly string[]>();
  if (isObject(machine)) visitMachine(machine, machine['QueryLanguage'] === 'JSONata', references);
  return Object.fromEntries(references);
}

function visitMachine(machine: JsonObject, jsonata: boolean, references: Map<string, readonly string[]>): void {
  const states = machine['States'];
  if (!isObject(states)) return;
  for (const [name, state] of Object.entries(states)) {
    if (!isObject(state)) continue;
    const found = new Set<string>();
    const language = state['QueryLanguage'] === undefined ? jsonata : state['QueryLanguage'] === 'JSONata';
    for (const [field, value] of Object.entries(state)) {
      if (field === 'Branches' && Array.isArray(value))
        for (const branch of value) isObject(branch) && visitMachine(branch, jsonata, references);
      else if ((field === 'ItemProcessor' || field === 'Iterator') && isObject(value)) visitMachine(value, jsonata, references);
      else collect(field, value, language, found);
    }
    if (found.size > 0) references.set(name, [...found].sort());
  }
}

/** Collects from one field: every expression in JSONata; paths and calls, by the field's name, in JSONPath. */
function collect(name: string, value: unknown, jsonata: boolean, found: Set<string>): void {
  if (typeof value === 'string') {
    if (jsonata) collectJsonata(value, found);
    else if (name.endsWith('.$') || name.endsWith('Path') || name === 'Variable')
      collectNames(value.replace(STRING_LITERAL, ''), found);
  } else if (Array.isArray(value)) {
    for (const item of value) collect('', item, jsonata, found);
  } else if (isObject(value)) {
    for (const [inner, item] of Object.entries(value)) collect(inner, item, jsonata, found);
  }
}

function collectJsonata(text: string, found: Set<string>): void {
  if (!text.startsWith('{%')) return;
  const bare = text.replace(STRING_LITERAL, "''");
  const local = new Set(['states']);
  for (const [, bound, parameters = `$${bound}`] of bare.matchAll(JSONATA_LOCAL))
    for (const [, name] of parameters.matchAll(REFERENCE)) local.add(name as string);
  for (const match of bare.matchAll(REFERENCE)) {
    const called = /^\s*\(/.test(bare.slice(match.index + match[0].length));
    if (!called && !local.has(match[1] as string)) found.add(match[1] as string);
  }
}

function collectNames(text: string, found: Set<string>): void {
  for (const [, name] of text.matchAll(REFERENCE)) found.add(name as string);
}
