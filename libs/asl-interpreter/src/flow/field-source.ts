import type { FrameEnvironment } from '../execution/environment.ts';
import { type Json, jsonTypeOf } from '../json.ts';
import { explainMiss } from '../json-path/explain-miss.ts';
import type { Path } from '../json-path/path.ts';
import { pathRoot, resolvePath } from '../json-path/resolve-path.ts';
import { evaluateJsonataTemplate } from '../jsonata/jsonata-template.ts';
import { andThen, type MaybePromise } from '../maybe-promise.ts';
import { evaluatePayloadTemplate } from '../payload-template/payload-template.ts';
import type { FieldSource, Template } from '../program/state-node.ts';
import { queryFailure, runtimeFailure } from '../state-failure.ts';

/** The value of a field that may be a literal, a path or an expression. `input` is what `$` stands for. @throws StateFailure */
export function fieldValue(source: FieldSource, input: Json, environment: FrameEnvironment): MaybePromise<Json> {
  if (source.kind === 'literal') return source.value;
  if (source.kind === 'jsonata') return evaluateJsonataTemplate(source.template, () => environment.bindings());
  return source.template.kind === 'path'
    ? required(source.template.path, input, environment)
    : evaluatePayloadTemplate(source.template, input, environment);
}

/** Resolves a path of a state's own field (`InputPath`, `TimeoutSecondsPath`). @throws StateFailure where it names nothing */
export function required(path: Path, input: Json, environment: FrameEnvironment): Json {
  const value = resolvePath(path, input, environment);
  if (value !== undefined) return value;
  const root = pathRoot(path, input, environment);
  throw runtimeFailure(`Invalid path '${path.text}' : ${explainMiss(path, root ?? null)}`);
}

/** Fills in a template of either language; `undefined` where there is none. */
export function templateValue(template: Template, input: Json, environment: FrameEnvironment): MaybePromise<Json>;
export function templateValue(
  template: Template | undefined,
  input: Json,
  environment: FrameEnvironment,
): MaybePromise<Json | undefined>;
export function templateValue(
  template: Template | undefined,
  input: Json,
  environment: FrameEnvironment,
): MaybePromise<Json | undefined> {
  if (template === undefined) return undefined;
  if (template.language === 'JSONPath') return evaluatePayloadTemplate(template.template, input, environment);
  return evaluateJsonataTemplate(template.template, () => environment.bindings());
}

/** An expression that gave something of another type. */
export function unexpectedType(
  source: FieldSource & { kind: 'jsonata' },
  expected: string,
  value: Json,
): ReturnType<typeof queryFailure> {
  const text = source.template.kind === 'expression' ? source.template.expression.source : JSON.stringify(value);
  return queryFailure(
    `The JSONata expression '${text}' specified for the field '${source.field}' returned an unexpected result type. ` +
      `Expected '${expected}', but was '${jsonTypeOf(value)}' for value: ${JSON.stringify(value)}`,
    source.field,
  );
}

/** Range of a numeric field. */
export type NumberKind = 'integer' | 'float';

/** The texts that stand for a number. */
const NUMBER_TEXT: Readonly<Record<NumberKind, RegExp>> = {
  integer: /^[+-]?\d+$/,
  float: /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/,
};

/**
 * The number that a field such as MaxConcurrency gives; one with a path also takes the text of one. `undefined` where the state does not
 * have the field.
 *
 * @throws StateFailure
 */
export function numberOf(
  source: FieldSource | undefined,
  kind: NumberKind,
  input: Json,
  environment: FrameEnvironment,
): MaybePromise<number | undefined> {
  if (source === undefined) return undefined;
  return andThen(fieldValue(source, input, environment), (value) => {
    const number = orNumber(value, source, kind);
    if (typeof number === 'number' && (kind === 'integer' ? isLong(number) : Number.isFinite(number))) return number;
    throw wrongNumber(value, source, kind);
  });
}

/** A value, or where a path gave the text of a number, that number. */
export function orNumber(value: Json, source: FieldSource, kind: NumberKind): Json {
  return source.kind === 'path' && typeof value === 'string' && NUMBER_TEXT[kind].test(value) ? Number(value) : value;
}

/** Whether it is a whole number of 64 bits. */
function isLong(number: number): boolean {
  return Number.isInteger(number) && Math.abs(number) < 2 ** 63;
}

function wrongNumber(value: Json, source: FieldSource, kind: NumberKind): ReturnType<typeof queryFailure> {
  if (source.kind === 'jsonata') return unexpectedType(source, kind === 'integer' ? 'integer' : 'number', value);
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  return source.kind === 'literal'
    ? runtimeFailure(`The ${source.field} field has the value "${shown}" which is not a valid ${kind}`)
    : runtimeFailure(`The ${source.field} field refers to value "${shown}" which is not a valid ${kind}: ${source.text}`);
}

/** A number that is a number, but not one that the field takes. The message depends on how it was given. */
export function badNumber(source: FieldSource, cause: string): ReturnType<typeof queryFailure> {
  return source.kind === 'jsonata' ? queryFailure(cause, source.field) : runtimeFailure(cause);
}
