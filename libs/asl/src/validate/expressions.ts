import { isJsonata } from '../language/jsonata.ts';
import type { StateType } from './fields.ts';
import { isObject, type JsonObject } from './json.ts';
import type { Scope } from './scope.ts';

/** Fields in which nothing is read as an expression. */
const PLAIN: ReadonlySet<string> = new Set([
  'Type',
  'Comment',
  'Next',
  'Default',
  'Resource',
  'ErrorEquals',
  'Retry',
  'Credentials',
  'QueryLanguage',
  'Branches',
  'ItemProcessor',
  'Iterator',
]);

/** Fields whose values are data of the machine's author: every name inside is a name of theirs. */
const PAYLOADS: ReadonlySet<string> = new Set(['Arguments', 'Output', 'Assign', 'Items', 'ItemSelector', 'BatchInput']);

/** Allowed references of an expression, by its place. */
interface Place {
  readonly result: boolean;
  readonly errorOutput: boolean;
}

const NOWHERE: Place = { result: false, errorOutput: false };

/** Checks all expressions of a JSONata state. */
export function checkExpressions(state: JsonObject, type: StateType, location: string, scope: Scope): void {
  const givesResult = type === 'Task' || type === 'Parallel' || type === 'Map';
  for (const [name, value] of Object.entries(state)) {
    if (PLAIN.has(name)) continue;
    const at = `${location}/${name}`;
    if (name === 'Catch') checkAll(value, at, scope, { result: false, errorOutput: true });
    else
      checkField(name, value, at, scope, { result: givesResult && (name === 'Output' || name === 'Assign'), errorOutput: false });
  }
}

function checkField(name: string, value: unknown, at: string, scope: Scope, place: Place): void {
  if (PAYLOADS.has(name)) checkPayload(value, at, scope, place);
  else checkAll(value, at, scope, NOWHERE);
}

/** The fields outside of payloads: a Choice rule, a Catcher, an ItemReader. */
function checkAll(value: unknown, at: string, scope: Scope, place: Place): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) checkAll(item, `${at}[${index}]`, scope, place);
  } else if (isObject(value)) {
    for (const [name, inner] of Object.entries(value)) {
      if (!PLAIN.has(name) && name !== 'CSVHeaders') checkField(name, inner, `${at}/${name}`, scope, place);
    }
  } else checkText(value, at, scope, place);
}

function checkPayload(value: unknown, at: string, scope: Scope, place: Place): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) checkPayload(item, `${at}[${index}]`, scope, place);
  } else if (isObject(value)) {
    for (const [name, inner] of Object.entries(value)) checkPayload(inner, `${at}/${name}`, scope, place);
  } else checkText(value, at, scope, place);
}

function checkText(value: unknown, at: string, { diagnostics, syntax }: Scope, place: Place): void {
  if (typeof value !== 'string') return;
  const text: string = value;
  if (!isJsonata(text)) {
    if (text.startsWith('{%')) diagnostics.schema(at, 'JSONata string must start with {% and end with %}');
    return;
  }
  const { error, topLevel, root, statesFields } = syntax.readJsonata(text.slice(2, -2).trim());
  if (error !== undefined) return diagnostics.error('INVALID_JSONATA_EXPRESSION', at, error);
  const refuse = (message: string): void => diagnostics.error('UNSUPPORTED_JSONATA_EXPRESSION', at, message);
  for (const name of topLevel) refuse(`Reference to '${name}' at the top level is not supported.`);
  if (root) refuse("Reference to '$$' is not supported.");
  for (const field of ['result', 'errorOutput'] as const)
    if (!place[field] && statesFields.includes(field)) refuse(`Field '$states.${field}' does not exist.`);
}
