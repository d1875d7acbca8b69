import type { DiagnosticList } from './diagnostic.ts';
import { isJsonata, type JsonObject } from './json.ts';
import { isIntrinsicCall, isPath, isReferencePath } from './path-syntax.ts';

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

/** Asks for fields that must be here. True when all are. */
export function checkRequired(
  object: JsonObject,
  names: readonly string[],
  location: string,
  diagnostics: DiagnosticList,
): boolean {
  const missing = names.filter((name) => object[name] === undefined);
  if (missing.length > 0) diagnostics.schema(location, `These fields are required: [${missing.join(', ')}]`);
  return missing.length === 0;
}

/** Refuses more than one of the fields. */
export function checkAtMostOne(
  object: JsonObject,
  names: readonly string[],
  location: string,
  diagnostics: DiagnosticList,
): void {
  const present = names.filter((name) => object[name] !== undefined);
  if (present.length > 1) diagnostics.schema(location, `Only one of these fields is allowed: [${names.join(', ')}]`);
}

/** Asks for exactly one of the fields. */
export function checkExactlyOne(
  object: JsonObject,
  names: readonly string[],
  location: string,
  diagnostics: DiagnosticList,
): void {
  if (names.filter((name) => object[name] !== undefined).length !== 1) {
    diagnostics.schema(location, `Exactly one of these fields is required: [${names.join(', ')}]`);
  }
}

/** Asks for a path, where the field is there. `null` is a value of its own for some paths. */
export function checkPath(
  object: JsonObject,
  name: string,
  location: string,
  diagnostics: DiagnosticList,
  nullable = false,
): void {
  const value = object[name];
  if (value === undefined || (value === null && nullable)) return;
  if (typeof value !== 'string' || !isPath(value)) diagnostics.schema(`${location}/${name}`, 'Value must be a valid JSONPath.');
}

/** Asks for a path or a call of an intrinsic function, where the field is there. */
export function checkPathOrIntrinsic(object: JsonObject, name: string, location: string, diagnostics: DiagnosticList): void {
  const value = object[name];
  if (value === undefined) return;
  if (typeof value !== 'string' || !(isPath(value) || isIntrinsicCall(value))) {
    diagnostics.schema(location, `The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`);
  }
}

/** Asks for a reference path: one that names a single node of the data. */
export function checkReferencePath(
  object: JsonObject,
  name: string,
  location: string,
  diagnostics: DiagnosticList,
  nullable = false,
): void {
  const value = object[name];
  if (value === undefined || (value === null && nullable)) return;
  if (typeof value !== 'string' || !isReferencePath(value))
    diagnostics.schema(`${location}/${name}`, 'Value is not a Reference Path');
}

/** What a number must be. */
export interface NumberRule {
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
  /** A JSONata expression may stand in its place. */
  readonly jsonata?: boolean;
}

/** Asks for a number within bounds, where the field is there. */
export function checkNumber(
  object: JsonObject,
  name: string,
  rule: NumberRule,
  location: string,
  diagnostics: DiagnosticList,
): void {
  const value = object[name];
  if (value === undefined || (rule.jsonata && isJsonata(value))) return;
  const at = `${location}/${name}`;
  if (typeof value !== 'number') return diagnostics.schema(at, `Expected value of type ${rule.integer ? 'Integer' : 'Number'}`);
  if (rule.integer && !Number.isInteger(value)) return diagnostics.schema(at, 'Expected value of type Integer');
  if (value < rule.min) return diagnostics.schema(at, `Number is less than minimum allowed value ${rule.min}`);
  if (value > rule.max) return diagnostics.schema(at, `Number is greater than maximum allowed value ${rule.max}`);
}

/** Asks for a string, where the field is there. */
export function checkString(object: JsonObject, name: string, location: string, diagnostics: DiagnosticList): void {
  const value = object[name];
  if (value !== undefined && typeof value !== 'string')
    diagnostics.schema(`${location}/${name}`, 'Expected value of type String');
}
