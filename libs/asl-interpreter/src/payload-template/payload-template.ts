import type { Environment } from '../environment.ts';
import { evaluateIntrinsic } from '../intrinsics/evaluate-intrinsic.ts';
import type { Intrinsic } from '../intrinsics/intrinsic.ts';
import { parseIntrinsic } from '../intrinsics/parse-intrinsic.ts';
import { isJsonObject, type Json, setMember } from '../json.ts';
import { parsePath } from '../json-path/parse-path.ts';
import type { Path } from '../json-path/path.ts';
import { pathRoot, resolvePath } from '../json-path/resolve-path.ts';
import { runtimeFailure } from '../state-failure.ts';

/**
 * A payload template, compiled: JSON in which the members whose names end in `.$` are paths or intrinsic functions.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-inputpath-params.html
 */
export type PayloadTemplate =
  | { readonly kind: 'constant'; readonly value: Json }
  | { readonly kind: 'path'; readonly field: string; readonly path: Path }
  | { readonly kind: 'intrinsic'; readonly intrinsic: Intrinsic }
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, PayloadTemplate])[] }
  | { readonly kind: 'array'; readonly items: readonly PayloadTemplate[] };

/** Compiles a template. What holds no path is kept as it is, and shared by all who use it. @throws InvalidPathError, InvalidIntrinsicError */
export function parsePayloadTemplate(template: Json): PayloadTemplate {
  if (Array.isArray(template)) {
    const items = template.map(parsePayloadTemplate);
    return items.every((item) => item.kind === 'constant') ? { kind: 'constant', value: template } : { kind: 'array', items };
  }
  if (!isJsonObject(template)) return { kind: 'constant', value: template };
  const members = Object.entries(template).map(([name, value]): readonly [string, PayloadTemplate] =>
    name.endsWith('.$') && typeof value === 'string'
      ? [name.slice(0, -2), parsePathOrIntrinsic(value, name)]
      : [name, parsePayloadTemplate(value)],
  );
  const constant = members.every(([, member]) => member.kind === 'constant');
  return constant ? { kind: 'constant', value: template } : { kind: 'object', members };
}

/** Compiles the text of one member: `$…` or `States.…(…)`. `field` is its name, for error messages. */
export function parsePathOrIntrinsic(text: string, field: string): PayloadTemplate {
  if (text.startsWith('$')) return { kind: 'path', field, path: parsePath(text) };
  return { kind: 'intrinsic', intrinsic: parseIntrinsic(text) };
}

/** Fills a template in. `input` is what `$` stands for. @throws StateFailure */
export function evaluatePayloadTemplate(template: PayloadTemplate, input: Json, environment: Environment): Json {
  switch (template.kind) {
    case 'constant':
      return template.value;
    case 'path':
      return evaluateMember(template.path, template.field, input, environment);
    case 'intrinsic':
      return evaluateIntrinsic(template.intrinsic, input, environment);
    case 'array':
      return template.items.map((item) => evaluatePayloadTemplate(item, input, environment));
    case 'object': {
      const object: Record<string, Json> = {};
      for (const [name, member] of template.members) setMember(object, name, evaluatePayloadTemplate(member, input, environment));
      return object;
    }
  }
}

/** An index behind the end of an array gives `null` here, and here alone: so does AWS. */
function evaluateMember(path: Path, field: string, input: Json, environment: Environment): Json {
  const value = resolvePath(path, input, environment);
  if (value !== undefined) return value;
  const root = pathRoot(path, input, environment);
  const last = path.steps?.at(-1);
  if (root !== undefined && typeof last === 'number' && path.steps !== undefined) {
    const steps = path.steps.slice(0, -1);
    const holder = resolvePath({ ...path, steps }, input, environment);
    if (Array.isArray(holder)) return null;
  }
  throw runtimeFailure(
    `The JSONPath '${path.text}' specified for the field '${field}' could not be found in the input '${JSON.stringify(root ?? input)}'`,
  );
}
