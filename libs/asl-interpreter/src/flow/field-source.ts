import type { FrameEnvironment } from '../execution/environment.ts';
import { type Json, jsonTypeOf } from '../json.ts';
import { explainMiss } from '../json-path/explain-miss.ts';
import type { Path } from '../json-path/path.ts';
import { pathRoot, resolvePath } from '../json-path/resolve-path.ts';
import { evaluateJsonataTemplate } from '../jsonata/jsonata-template.ts';
import type { MaybePromise } from '../maybe-promise.ts';
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

/** What a path of a state's own field (`InputPath`, `TimeoutSecondsPath`) names. @throws StateFailure where it names nothing */
export function required(path: Path, input: Json, environment: FrameEnvironment): Json {
  const value = resolvePath(path, input, environment);
  if (value !== undefined) return value;
  const root = pathRoot(path, input, environment);
  throw runtimeFailure(`Invalid path '${path.text}' : ${explainMiss(path, root ?? null)}`);
}

/** Fills in a template of either language. */
export function templateValue(template: Template, input: Json, environment: FrameEnvironment): MaybePromise<Json> {
  if (template.language === 'JSONPath') return evaluatePayloadTemplate(template.template, input, environment);
  return evaluateJsonataTemplate(template.template, () => environment.bindings());
}

/** An expression that gave something of another type. */
export function unexpectedType(
  source: FieldSource & { kind: 'jsonata' },
  expected: string,
  value: Json,
): ReturnType<typeof queryFailure> {
  const text = source.template.kind === 'expression' ? source.template.expression.source : '';
  return queryFailure(
    `The JSONata expression '${text}' specified for the field '${source.field}' returned an unexpected result type. ` +
      `Expected '${expected}', but was '${jsonTypeOf(value)}' for value: ${JSON.stringify(value)}`,
    source.field,
  );
}

/** A whole number from a field such as MaxConcurrency, which also takes the text of one. @throws StateFailure */
export function integerOf(value: Json, source: FieldSource): number {
  const number = typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value) && source.kind === 'path' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number)) return number;
  throw wrongNumber(value, source, 'integer');
}

/** A number from a field such as ToleratedFailurePercentage, which also takes the text of one. @throws StateFailure */
export function floatOf(value: Json, source: FieldSource): number {
  const number = typeof value === 'string' && value.trim() !== '' && source.kind === 'path' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw wrongNumber(value, source, 'float');
}

function wrongNumber(value: Json, source: FieldSource, type: 'integer' | 'float'): ReturnType<typeof queryFailure> {
  if (source.kind === 'jsonata') return unexpectedType(source, type === 'integer' ? 'integer' : 'number', value);
  if (source.kind === 'literal') return runtimeFailure(`${JSON.stringify(value)} is not a valid ${type}`);
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  return runtimeFailure(`The ${source.field} field refers to value "${shown}" which is not a valid ${type}: ${source.text}`);
}
