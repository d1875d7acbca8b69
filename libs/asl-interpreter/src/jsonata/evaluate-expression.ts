import { isJsonObject, type Json, type JsonObject, setMember } from '../json.ts';
import type { MaybePromise } from '../maybe-promise.ts';
import { queryFailure } from '../state-failure.ts';
import { BoundExceeded, freshBounds, memoryExceeded } from './bounds.ts';
import { NOT_DIRECT } from './direct-expression.ts';
import type { JsonataExpression } from './expression.ts';

/** The variables, `states` and the functions that an expression may use. */
export type Bindings = Readonly<Record<string, unknown>>;

/**
 * Evaluates an expression: at once where it is simple. JSONata's own evaluator is asynchronous, without ever waiting for anything but
 * itself.
 *
 * @param location the field of the state: `Output/total`
 * @throws StateFailure `States.QueryEvaluationError`
 */
export function evaluateExpression(expression: JsonataExpression, bindings: Bindings, location: string): MaybePromise<Json> {
  const direct = expression.direct === undefined ? NOT_DIRECT : expression.direct(bindings);
  return direct === NOT_DIRECT ? evaluateWithJsonata(expression, bindings, location) : toJson(direct, expression, location);
}

async function evaluateWithJsonata(expression: JsonataExpression, bindings: Bindings, location: string): Promise<Json> {
  let result: unknown;
  try {
    result = await expression.compiled.evaluate(undefined, { ...bindings, ...freshBounds() });
  } catch (error) {
    throw queryFailure(`${describe(expression, location)} ${failureOf(error)}`, location);
  }
  return toJson(result, expression, location);
}

/** Converts the result of an expression to frozen JSON. @throws StateFailure where it is not JSON */
function toJson(result: unknown, expression: JsonataExpression, location: string): Json {
  if (result === undefined) throw queryFailure(`${describe(expression, location)} returned nothing (undefined).`, location);
  const json = settled(result);
  if (json === undefined) throw queryFailure(`${describe(expression, location)} returned an unsupported result type.`, location);
  return json;
}

/** Names an expression in error messages. */
export function describe(expression: JsonataExpression, location: string): string {
  return `The JSONata expression '${expression.source}' specified for the field '${location}'`;
}

/** JSONata's own errors have a code; bounds have none; whatever else is thrown is the library's fault. */
function failureOf(error: unknown): string {
  const { code, message } = error as { readonly code?: unknown; readonly message?: string };
  if (error instanceof BoundExceeded) return `threw an error during evaluation: ${error.message}`;
  if (error instanceof RangeError) return `threw an error during evaluation: ${memoryExceeded().message}`;
  if (typeof code === 'string') return `threw an error during evaluation. ${code}: ${message}`;
  return `threw an internal error during evaluation. ${message}`;
}

/**
 * Takes the marks away that JSONata puts on the arrays it makes, copying those arrays alone. Numbers that JSON lacks become texts, as on
 * AWS: `"Infinity"`. `undefined` for values outside of JSON: functions, regular expressions.
 */
function settled(value: unknown): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return settledArray(value);
  if (!isJsonObject(value) || '_jsonata_lambda' in value || '_jsonata_function' in value) return undefined;
  return settledObject(value);
}

function settledArray(items: readonly unknown[]): Json | undefined {
  let copy: Json[] | undefined = Object.getOwnPropertyNames(items).length > items.length + 1 ? [] : undefined;
  for (let i = 0; i < items.length; i += 1) {
    const item = items[i];
    const clean = settled(item);
    if (clean === undefined) return undefined;
    if (copy === undefined && clean !== item) copy = items.slice(0, i) as Json[];
    copy?.push(clean);
  }
  return copy ?? (items as Json[]);
}

function settledObject(object: JsonObject): Json | undefined {
  let copy: Record<string, Json> | undefined;
  const names = Object.keys(object);
  for (let i = 0; i < names.length; i += 1) {
    const name = names[i] as string;
    const member = object[name];
    const clean = settled(member);
    if (clean === undefined) return undefined;
    if (copy === undefined && (clean !== member || Object.getOwnPropertyDescriptor(object, name)?.get !== undefined)) {
      copy = Object.fromEntries(names.slice(0, i).map((earlier) => [earlier, object[earlier] as Json]));
    }
    if (copy !== undefined) setMember(copy, name, clean);
  }
  return copy ?? object;
}
