import { isJsonata } from '../language/jsonata.ts';
import type { DiagnosticList } from './diagnostic.ts';
import type { JsonObject } from './json.ts';
import type { Scope } from './scope.ts';

/** Refuses fields that are not known here. */
export function checkKnown(
  object: JsonObject,
  allowed: ReadonlySet<string>,
  location: string,
  diagnostics: DiagnosticList,
): void {
  for (const name of Object.keys(object))
    if (!allowed.has(name)) diagnostics.schema(location, `Field '${name}' is not supported`);
}

/** Asks for fields that must be here. */
export function checkRequired(object: JsonObject, names: readonly string[], location: string, diagnostics: DiagnosticList): void {
  const missing = names.filter((name) => object[name] === undefined);
  if (missing.length > 0) diagnostics.schema(location, `These fields are required: [${missing.join(', ')}]`);
}

/** Refuses more than one of the fields. */
export function checkAtMostOne(
  object: JsonObject,
  names: readonly string[],
  location: string,
  diagnostics: DiagnosticList,
): void {
  const present = names.filter((name) => object[name] !== undefined);
  if (present.length > 1) diagnostics.schema(location, `There should only be one of the following fields: [${names.join(', ')}]`);
}

/** Asks for exactly one of the fields. */
export function checkExactlyOne(
  object: JsonObject,
  names: readonly string[],
  location: string,
  diagnostics: DiagnosticList,
): void {
  checkAtMostOne(object, names, location, diagnostics);
  if (names.every((name) => object[name] === undefined))
    diagnostics.schema(location, `This object should have only one of the following fields: [${names.join(', ')}]`);
}

/** Asks for a path, where the field is there. `null` is a separate value for some paths. */
export function checkPath(object: JsonObject, name: string, location: string, scope: Scope, nullable = false): void {
  const value = object[name];
  if (value === undefined || (value === null && nullable)) return;
  if (typeof value !== 'string' || !scope.syntax.isPath(value))
    scope.diagnostics.schema(`${location}/${name}`, 'Value must be a valid JSONPath.');
}

/** Asks for a path or a call of an intrinsic function, where the field is there. */
export function checkPathOrIntrinsic(object: JsonObject, name: string, location: string, scope: Scope): void {
  const value = object[name];
  if (value === undefined) return;
  if (typeof value !== 'string') scope.diagnostics.schema(`${location}/${name}`, 'Expected value of type [STRING]');
  else if (!isPathOrIntrinsic(value, scope)) {
    scope.diagnostics.schema(
      location,
      `The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`,
    );
  }
}

/** Whether a text is a path or a call of an intrinsic function. */
export function isPathOrIntrinsic(text: string, { syntax }: Scope): boolean {
  return syntax.isPath(text) || syntax.isIntrinsicCall(text);
}

/** Asks for a reference path: one that names a single node of the data. */
export function checkReferencePath(object: JsonObject, name: string, location: string, scope: Scope, nullable = false): void {
  const value = object[name];
  if (value === undefined || (value === null && nullable)) return;
  const at = `${location}/${name}`;
  if (typeof value !== 'string' || !value.startsWith('$')) scope.diagnostics.schema(at, 'Value must be a valid JSONPath.');
  else if (!scope.syntax.isReferencePath(value)) scope.diagnostics.schema(at, 'Value is not a Reference Path');
}

/** Asks for a reference path to a number: into the input or a variable, and not into the context object. */
export function checkNumberPath(object: JsonObject, name: string, location: string, scope: Scope): void {
  const value = object[name];
  if (typeof value === 'string' && value.startsWith('$$'))
    scope.diagnostics.schema(`${location}/${name}`, 'Value is not a Reference Path');
  else checkReferencePath(object, name, location, scope);
}

/** Asks for a place in the state's input where a result can be put; `null` throws the result away. */
export function checkResultPath(object: JsonObject, location: string, scope: Scope): void {
  const { ResultPath: path } = object;
  if (typeof path === 'string' && /^\$[^.[]/.test(path))
    scope.diagnostics.schema(`${location}/ResultPath`, 'Value is not a Reference Path');
  else checkReferencePath(object, 'ResultPath', location, scope, true);
}

/** Constraints of a number. */
export interface NumberRule {
  readonly min: number;
  readonly max: number;
  /** @default true */
  readonly integer?: boolean;
  /** A JSONata expression may stand in its place. @default false */
  readonly jsonata?: boolean;
}

/** Asks for a number within bounds, where the field is there. */
export function checkNumber(
  object: JsonObject,
  name: string,
  { min, max, integer = true, jsonata = false }: NumberRule,
  location: string,
  diagnostics: DiagnosticList,
): void {
  const value = object[name];
  if (value === undefined || (jsonata && isJsonata(value))) return;
  const at = `${location}/${name}`;
  if (typeof value !== 'number' || (integer && !Number.isInteger(value)))
    return diagnostics.schema(at, `Expected value of type ${integer ? 'Integer' : 'Number'}`);
  // The bounds of a number with a fraction are written with one.
  const shown = (bound: number) => (integer ? bound : bound.toFixed(1));
  if (value < min) diagnostics.schema(at, `Minimum value is ${shown(min)}`);
  else if (value > max) diagnostics.schema(at, `Maximum value is ${shown(max)}`);
}

/** Asks for a string, where the field is there. */
export function checkString(object: JsonObject, name: string, location: string, diagnostics: DiagnosticList): void {
  const value = object[name];
  if (value !== undefined && typeof value !== 'string')
    diagnostics.schema(`${location}/${name}`, 'Expected value of type [STRING]');
}

/** Asks for one of some words, where the field is there. */
export function checkOneOf(
  object: JsonObject,
  name: string,
  values: readonly string[],
  location: string,
  diagnostics: DiagnosticList,
): void {
  const value = object[name];
  if (value === undefined) return;
  const at = `${location}/${name}`;
  if (typeof value !== 'string') diagnostics.schema(at, 'Expected value of type [STRING]');
  else if (!values.includes(value)) diagnostics.schema(at, `Value should be one of the following: [${values.join(', ')}]`);
}

/** The entries of an array with something in it; none, and a word about it, for anything else that is there. */
export function checkedEntries(
  object: JsonObject,
  name: string,
  location: string,
  diagnostics: DiagnosticList,
): readonly unknown[] {
  const value = object[name];
  if (value === undefined) return [];
  const at = `${location}/${name}`;
  if (!Array.isArray(value)) {
    diagnostics.schema(at, 'Expected value of type [ARRAY]');
    return [];
  }
  if (value.length === 0) diagnostics.schema(at, 'Value cannot be empty');
  return value;
}
